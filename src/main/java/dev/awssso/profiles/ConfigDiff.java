package dev.awssso.profiles;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an edit changes, as a unified diff with three lines around each change. Values of secret keys are masked, since
 * config files may hold some next to what is edited.
 */
public final class ConfigDiff {

    /** What a line of the diff is. */
    public enum Kind {
        FILE,
        HUNK,
        CONTEXT,
        ADDED,
        REMOVED
    }

    /**
     * One line of the diff.
     *
     * @param kind what it is
     * @param text all of it, with its sign
     */
    public record Line(Kind kind, String text) {}

    private static final int AROUND = 3;
    private static final Set<String> SECRET_KEYS =
            Set.of("aws_secret_access_key", "aws_session_token", "aws_security_token");

    private final List<EditLine> all = new ArrayList<>();
    private final List<Line> diff = new ArrayList<>();
    private int oldLine = 1;
    private int newLine = 1;

    private ConfigDiff(LineChain chain) {
        chain.forEach(line -> {
            // Added and taken away again: it never was.
            if (!line.added() || !line.removed()) {
                all.add(line);
            }
        });
    }

    /** The lines of the diff; an empty list when nothing changed. */
    static List<Line> of(Path file, LineChain chain) {
        ConfigDiff diff = new ConfigDiff(chain);
        diff.walk();
        if (diff.diff.isEmpty()) {
            return List.of();
        }
        List<Line> whole = new ArrayList<>();
        whole.add(new Line(Kind.FILE, "--- " + file));
        whole.add(new Line(Kind.FILE, "+++ " + file));
        whole.addAll(diff.diff);
        return whole;
    }

    private void walk() {
        int done = 0;
        int change = nextChange(0);
        while (change < all.size()) {
            int from = Math.max(done, change - AROUND);
            skip(done, from);
            int to = endOfHunk(change);
            hunk(from, to);
            done = to;
            change = nextChange(to);
        }
    }

    private static boolean changed(EditLine line) {
        return line.added() || line.removed();
    }

    private int nextChange(int from) {
        int at = from;
        while (at < all.size() && !changed(all.get(at))) {
            at++;
        }
        return at;
    }

    // A hunk continues while the next change is so near that the lines around them meet.
    private int endOfHunk(int change) {
        int last = change;
        int next = nextChange(change + 1);
        while (next < all.size() && next - last <= 2 * AROUND) {
            last = next;
            next = nextChange(next + 1);
        }
        return Math.min(all.size(), last + AROUND + 1);
    }

    private void skip(int from, int to) {
        oldLine += to - from;
        newLine += to - from;
    }

    private void hunk(int from, int to) {
        List<Line> lines = new ArrayList<>();
        int olds = 0;
        int news = 0;
        for (EditLine line : all.subList(from, to)) {
            lines.add(line(line));
            olds += line.added() ? 0 : 1;
            news += line.removed() ? 0 : 1;
        }
        diff.add(new Line(Kind.HUNK, "@@ -" + range(oldLine, olds) + " +" + range(newLine, news) + " @@"));
        diff.addAll(lines);
        oldLine += olds;
        newLine += news;
    }

    // A range of no lines is named by the line before it.
    private static String range(int start, int count) {
        return (count == 0 ? start - 1 : start) + (count == 1 ? "" : "," + count);
    }

    private static Line line(EditLine line) {
        String text = masked(line.line());
        if (line.added()) {
            return new Line(Kind.ADDED, "+" + text);
        }
        return line.removed() ? new Line(Kind.REMOVED, "-" + text) : new Line(Kind.CONTEXT, " " + text);
    }

    private static String masked(ConfigLine line) {
        if (line.kind() == ConfigLine.Kind.PROPERTY
                && SECRET_KEYS.contains(line.key().toLowerCase(Locale.ROOT))) {
            return line.key() + " = ****";
        }
        // The file was decoded byte by byte.
        return new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
