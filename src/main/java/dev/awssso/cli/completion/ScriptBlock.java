package dev.awssso.cli.completion;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Our marked block in a start-up file of a shell. Everything else in the file stays, byte for byte; the block has the
 * file's line ends.
 */
final class ScriptBlock {

    static final String BEGIN = "# >>> aws-sso completion >>>";
    static final String END = "# <<< aws-sso completion <<<";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Path file;
    private final Environment environment;
    private final Sleeper sleeper;

    ScriptBlock(Path file, Environment environment, Sleeper sleeper) {
        this.file = file;
        this.environment = environment;
        this.sleeper = sleeper;
    }

    /** Puts the script into the file, in place of the one that is there; false when it is there already. */
    boolean install(String script) {
        return change((before, lineEnd) -> {
            String block = (BEGIN + "\n" + script + END + "\n").replace("\n", lineEnd);
            Span old = Span.in(before, file);
            if (old != null) {
                return before.substring(0, old.start()) + block + before.substring(old.end());
            }
            boolean open = !before.isEmpty() && !before.endsWith("\n");
            return before + (open ? lineEnd : "") + block;
        });
    }

    /** Takes the block out of the file; false when there is none. A file that had nothing else is removed. */
    boolean remove() {
        return change((before, lineEnd) -> {
            Span old = Span.in(before, file);
            return old == null ? before : before.substring(0, old.start()) + before.substring(old.end());
        });
    }

    @FunctionalInterface
    private interface Edit {
        String apply(String before, String lineEnd);
    }

    @SuppressWarnings("try") // the lock is held, not used
    private boolean change(Edit edit) {
        Path lock = environment.runtimeDirectory().resolve("completion.lock");
        try (FileLock ignored = FileLock.acquire(lock, LONGEST_WAIT, sleeper)) {
            // One character a byte: what is not ASCII stays as it is.
            String before = new String(PrivateFiles.read(file).orElse(new byte[0]), StandardCharsets.ISO_8859_1);
            int line = before.indexOf('\n');
            String after = edit.apply(before, line > 0 && before.charAt(line - 1) == '\r' ? "\r\n" : "\n");
            if (after.equals(before)) {
                return false;
            }
            if (after.isEmpty()) {
                PrivateFiles.delete(file);
            } else {
                PrivateFiles.rewrite(file, after.getBytes(StandardCharsets.ISO_8859_1));
            }
            return true;
        }
    }

    /** Where the block is, its line end included. */
    private record Span(int start, int end) {

        static @Nullable Span in(String text, Path file) {
            int start = lineStart(text, BEGIN, 0);
            if (start < 0) {
                return null;
            }
            int last = lineStart(text, END, start);
            if (last < 0) {
                throw new Problem.LocalFile(
                        "cannot change " + file,
                        "the line \"" + BEGIN + "\" has no line \"" + END + "\" after it: remove that block by hand",
                        null,
                        null);
            }
            int end = text.indexOf('\n', last);
            return new Span(start, end < 0 ? text.length() : end + 1);
        }

        private static int lineStart(String text, String line, int from) {
            int at = text.indexOf(line, from);
            while (at > 0 && text.charAt(at - 1) != '\n') {
                at = text.indexOf(line, at + 1);
            }
            return at;
        }
    }
}
