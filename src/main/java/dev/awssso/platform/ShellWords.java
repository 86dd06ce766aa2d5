package dev.awssso.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a text into words as a POSIX shell does, with quotes and backslashes but no expansion. botocore reads section
 * names with {@code shlex.split}, which this follows.
 */
public final class ShellWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellWords(String text) {
        this.text = text;
    }

    /** The words; empty when a quote is not closed or a backslash is the last character. */
    public static Optional<List<String>> split(String text) {
        ShellWords splitter = new ShellWords(text);
        return splitter.run() ? Optional.of(splitter.words) : Optional.empty();
    }

    private boolean run() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                finish();
                i++;
                continue;
            }
            inWord = true;
            i = switch (c) {
                case '\'', '"' -> quoted(c, i + 1);
                case '\\' -> escaped(i + 1);
                default -> plain(c, i);
            };
            if (i < 0) {
                return false;
            }
        }
        finish();
        return true;
    }

    private int plain(char c, int at) {
        word.append(c);
        return at + 1;
    }

    private int escaped(int at) {
        return at < text.length() ? plain(text.charAt(at), at) : -1;
    }

    // Inside double quotes a backslash quotes only itself and the double quote; inside single quotes nothing does.
    private int quoted(char quote, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != quote) {
            boolean escape = quote == '"' && text.charAt(i) == '\\' && i + 1 < text.length();
            if (escape && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\')) {
                i++;
            }
            word.append(text.charAt(i));
            i++;
        }
        return i < text.length() ? i + 1 : -1;
    }

    private void finish() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
