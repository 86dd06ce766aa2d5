package dev.awssso.profiles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as a chain, for edits that cost the same in a file of any size. Every byte that no edit touches
 * stays: the text is decoded as Latin-1, in which each byte is a character, and line endings, a byte order mark and a
 * missing last line ending are kept. Added lines take the first ending of the file, else LF.
 */
final class LineChain implements Iterable<EditLine> {

    // The UTF-8 byte order mark, seen as Latin-1.
    private static final String MARK = "\u00EF\u00BB\u00BF";

    private final String mark;
    private final String ending;
    private final boolean openEnd;
    // Stands before the first line, so that every line has one before it.
    private final EditLine start = new EditLine(new ConfigLine(ConfigLine.Kind.BLANK, 0, "", ""), false);

    private LineChain(String mark, List<ConfigLine> lines) {
        this.mark = mark;
        this.ending = lines.stream()
                .map(ConfigLine::ending)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("\n");
        this.openEnd = !lines.isEmpty() && lines.get(lines.size() - 1).ending().isEmpty();
        EditLine last = start;
        for (ConfigLine line : lines) {
            EditLine link = new EditLine(line, false);
            last.putBehind(link);
            last = link;
        }
    }

    static LineChain of(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String mark = text.startsWith(MARK) ? MARK : "";
        return new LineChain(mark, ConfigLine.scan(text.substring(mark.length())));
    }

    /** What insertions at the beginning of the file go behind; not a line of the file. */
    EditLine start() {
        return start;
    }

    /** The last line that is not removed; {@link #start} in an empty file. */
    EditLine last() {
        EditLine last = start;
        for (EditLine line : this) {
            last = line.removed() ? last : line;
        }
        return last;
    }

    /** Adds a line of ASCII behind another one. */
    EditLine insertAfter(EditLine where, ConfigLine.Kind kind, String text) {
        EditLine added = new EditLine(new ConfigLine(kind, 0, text, ending), true);
        where.putBehind(added);
        return added;
    }

    /** True when some line was added or removed. */
    boolean changed() {
        for (EditLine line : this) {
            if (line.added() != line.removed()) {
                return true;
            }
        }
        return false;
    }

    /** The file as it is now. */
    byte[] content() {
        List<EditLine> live = new ArrayList<>();
        forEach(line -> {
            if (!line.removed()) {
                live.add(line);
            }
        });
        StringBuilder text = new StringBuilder(mark);
        String before = "";
        for (int i = 0; i < live.size(); i++) {
            EditLine line = live.get(i);
            EditLine following = i == live.size() - 1 ? null : live.get(i + 1);
            before = ending(line, before, following);
            text.append(line.text()).append(before);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String ending(EditLine line, String before, @Nullable EditLine following) {
        String own = line.line().ending();
        if (following == null) {
            return line.added() && openEnd ? "" : own;
        }
        if (own.isEmpty()) {
            return ending;
        }
        if (!line.added()) {
            return own;
        }
        // In a file that mixes them, a CR and the LF of an empty line behind it would become one ending.
        if (before.equals("\r") && line.text().isEmpty() && own.equals("\n")) {
            return "\r";
        }
        boolean meetsFeed =
                following.text().isEmpty() && following.line().ending().equals("\n");
        return own.equals("\r") && meetsFeed ? "\n" : own;
    }

    /** All lines in order, removed ones included. */
    @Override
    public Iterator<EditLine> iterator() {
        return new Iterator<>() {
            private @Nullable EditLine upcoming = start.next();

            @Override
            public boolean hasNext() {
                return upcoming != null;
            }

            @Override
            public EditLine next() {
                if (upcoming == null) {
                    throw new NoSuchElementException();
                }
                EditLine line = Objects.requireNonNull(upcoming);
                upcoming = line.next();
                return line;
            }
        };
    }
}
