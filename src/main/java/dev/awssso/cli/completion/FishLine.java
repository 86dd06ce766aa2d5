package dev.awssso.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a command line of fish up to the cursor. Nothing is expanded. Only what tells the words apart is looked at: fish
 * itself compares the candidates with the word at the cursor, and quotes them.
 */
final class FishLine {

    private static final String LETTERS = "abefnrtv";
    private static final String MEANINGS = "\u0007\b\u001b\f\n\r\t\u000b";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private FishLine(String line) {
        this.line = line;
    }

    static TypedLine parse(String line) {
        return new FishLine(line).parse();
    }

    private TypedLine parse() {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\\' && at + 1 < line.length()) {
                escape(line.charAt(at + 1));
                at += 2;
                continue;
            }
            one(c);
            at++;
        }
        return TypedLine.of(words, word.toString());
    }

    private void one(char c) {
        boolean mark = c == '\'' || c == '"';
        if (quote == 0 && mark) {
            quote = c;
            begun = true;
            return;
        }
        if (quote != 0 && c == quote) {
            quote = 0;
            return;
        }
        if (quote == 0 && Character.isWhitespace(c)) {
            if (begun) {
                words.add(word.toString());
            }
            word.setLength(0);
            begun = false;
            return;
        }
        begun = true;
        word.append(c);
    }

    // fish: in single quotes only \' and \\ are escapes, in double quotes \" \$ \\ and a line break.
    private void escape(char c) {
        begun = true;
        boolean escape = quote == 0 || (quote == '\'' ? "'\\" : "\"$\\\n").indexOf(c) >= 0;
        if (!escape) {
            word.append('\\').append(c);
            return;
        }
        int known = quote == 0 ? LETTERS.indexOf(c) : -1;
        if (c != '\n') {
            word.append(known < 0 ? c : MEANINGS.charAt(known));
        }
    }
}
