package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Config files as people leave them behind: every construct that a reader knows, in any order. */
final class RandomConfig {

    private static final List<String> KEYS =
            List.of("region", "output", "sso_session", "sso_role_name", "x", "cli_pager");
    private static final List<String> VALUES =
            List.of("a", "us-east-1", "x y", "a=b", "https://x/start#/", "v;w", "caf\u00e9", "'q'", "", "x # y");

    private final Random random;
    private final boolean wild;
    private final String ending;
    private final StringBuilder text = new StringBuilder();
    private final List<String> names = new ArrayList<>();

    private RandomConfig(Random random, boolean wild) {
        this.random = random;
        this.wild = wild;
        this.ending = pick(List.of("\n", "\n", "\n", "\r\n", "\r"));
    }

    /**
     * One file.
     *
     * @param wild also what makes other tools reject the whole file: stray lines, things that stand twice, odd bytes
     */
    static String make(Random random, boolean wild) {
        return new RandomConfig(random, wild).file();
    }

    private String file() {
        if (wild && random.nextInt(8) == 0) {
            text.append("\u00ef\u00bb\u00bf");
        }
        between();
        for (int i = random.nextInt(7); i > 0; i--) {
            section();
        }
        if (random.nextInt(3) == 0 && text.length() > 0 && text.toString().endsWith(ending)) {
            text.setLength(text.length() - ending.length());
        }
        return text.toString();
    }

    private void section() {
        String name = "n" + (wild ? random.nextInt(4) : names.size());
        names.add(name);
        String header = pick(List.of(
                "[profile " + name + "]",
                "[profile " + name + "]",
                "[profile\t" + name + "]",
                "[ profile " + name + " ]",
                "[profile '" + name + "']",
                "[profile \"" + name + "\"] # note [x]",
                "[sso-session " + name + "]",
                "[services " + name + "]",
                "[" + name + "]",
                "[profile " + name + " more]",
                "[profile " + name + "]junk",
                names.size() == 1 || wild ? "[default]" : "[x-" + name + "]"));
        line((wild && random.nextInt(6) == 0 ? "  " : "") + header);
        String indent = random.nextInt(8) == 0 ? "  " : "";
        List<String> left = new ArrayList<>(KEYS);
        for (int i = random.nextInt(5); i > 0; i--) {
            String key = wild ? pick(KEYS) : left.remove(random.nextInt(left.size()));
            key(indent, key);
            between();
        }
    }

    private void key(String indent, String key) {
        String shown = random.nextInt(6) == 0 ? key.toUpperCase(java.util.Locale.ROOT) : key;
        String delimiter = pick(List.of(" = ", "=", " : ", ": ", " =", "\t=\t"));
        if (random.nextInt(6) == 0) {
            line(indent + shown + " =");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                line(indent + "  nested" + i + " = " + pick(List.of("a", "b c")));
                commentAmong();
            }
            return;
        }
        line(indent
                + shown
                + delimiter
                + (wild ? pick(VALUES) : pick(VALUES.subList(0, 8)).replace("\u00e9", "e")));
        if (random.nextInt(8) == 0) {
            line(indent + "   continued");
        }
        if (wild && random.nextInt(10) == 0) {
            line(pick(List.of("stray", "[", "= x", "[]", "\u00ff\u00fe")));
        }
    }

    private void commentAmong() {
        if (random.nextInt(4) == 0) {
            line(pick(List.of("", "  # inside", "; at the start", "\t")));
        }
    }

    private void between() {
        for (int i = random.nextInt(3); i > 0; i--) {
            line(pick(List.of("", "# comment", "; other", "  # indented", "   ")));
        }
    }

    private void line(String content) {
        text.append(content).append(wild && random.nextInt(9) == 0 ? "\n" : ending);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
