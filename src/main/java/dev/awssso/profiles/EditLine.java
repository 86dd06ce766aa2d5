package dev.awssso.profiles;

import org.jspecify.annotations.Nullable;

/** A line under the editor's hand. Removed lines stay in the chain, so that the difference can be told. */
final class EditLine {

    private final ConfigLine line;
    private final boolean added;
    private boolean removed;
    private @Nullable EditLine next;
    private @Nullable EditLine previous;

    EditLine(ConfigLine line, boolean added) {
        this.line = line;
        this.added = added;
    }

    ConfigLine line() {
        return line;
    }

    ConfigLine.Kind kind() {
        return line.kind();
    }

    String text() {
        return line.text();
    }

    /** True for a line that the file did not have. */
    boolean added() {
        return added;
    }

    boolean removed() {
        return removed;
    }

    void remove() {
        removed = true;
    }

    /** The line behind it, also when that one is removed. */
    @Nullable
    EditLine next() {
        return next;
    }

    /** The next line that is not removed. */
    @Nullable
    EditLine nextLive() {
        EditLine line = next;
        while (line != null && line.removed) {
            line = line.next;
        }
        return line;
    }

    /** The line before it that is not removed; null at the start. */
    @Nullable
    EditLine previousLive() {
        EditLine line = previous;
        while (line != null && line.removed) {
            line = line.previous;
        }
        return line;
    }

    /** Puts a line between this one and the one behind it. */
    void putBehind(EditLine line) {
        line.previous = this;
        line.next = next;
        if (next != null) {
            next.previous = line;
        }
        next = line;
    }
}
