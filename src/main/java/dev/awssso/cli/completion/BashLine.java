package dev.awssso.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a command line of bash up to the cursor. Nothing is expanded: a variable, a pattern or a command substitution is
 * the text that it is.
 *
 * <p>readline replaces not the word but what follows the last unquoted character of {@code COMP_WORDBREAKS} in it, or the
 * opening quote where one is open ({@code _rl_find_completion_word} in readline's complete.c); a closed pair of quotes is
 * no break there ({@code char_is_quoted} in bash's subst.c).
 */
final class BashLine {

    private static final String BLANKS = " \t\n";
    private static final String OPERATORS = "|&;<>()";

    // readline keeps these breaks as a part of the word: bash takes them for variables and hosts (rl_special_prefixes).
    private static final String SPECIAL_PREFIXES = "$@";

    private final String line;
    private final String breaks;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int kept;
    private int keptBeforeQuote;
    private TypedLine.Quote quote = TypedLine.Quote.NONE;

    private BashLine(String line, String breaks) {
        this.line = line;
        this.breaks = breaks;
    }

    /**
     * Reads it.
     *
     * @param breaks the value of {@code COMP_WORDBREAKS}
     */
    static TypedLine parse(String line, String breaks) {
        return new BashLine(line, breaks).parse();
    }

    private TypedLine parse() {
        int at = 0;
        while (at < line.length()) {
            at = switch (quote) {
                case NONE -> plain(at);
                case SINGLE -> single(at);
                case DOUBLE -> inDouble(at);
                case ANSI -> ansi(at);
            };
        }
        return new TypedLine(words, word.toString(), kept, quote);
    }

    private int plain(int at) {
        char c = line.charAt(at);
        if (c == '\\') {
            return escaped(at);
        }
        if (c == '$' && (line.startsWith("'", at + 1) || line.startsWith("\"", at + 1))) {
            open(line.charAt(at + 1) == '"' ? TypedLine.Quote.DOUBLE : TypedLine.Quote.ANSI);
            return at + 2;
        }
        if (c == '\'' || c == '"') {
            open(c == '"' ? TypedLine.Quote.DOUBLE : TypedLine.Quote.SINGLE);
            return at + 1;
        }
        if (BLANKS.indexOf(c) >= 0 || OPERATORS.indexOf(c) >= 0) {
            finish();
            return at + 1;
        }
        append(c);
        if (breaks.indexOf(c) >= 0) {
            kept = word.length() - (SPECIAL_PREFIXES.indexOf(c) >= 0 ? 1 : 0);
        }
        return at + 1;
    }

    // A backslash at the end escapes what is typed next.
    private int escaped(int at) {
        begun = true;
        if (at + 1 < line.length() && line.charAt(at + 1) != '\n') {
            append(line.charAt(at + 1));
        }
        return at + 2;
    }

    private int single(int at) {
        if (line.charAt(at) == '\'') {
            close();
        } else {
            append(line.charAt(at));
        }
        return at + 1;
    }

    private int inDouble(int at) {
        char c = line.charAt(at);
        if (c == '"') {
            close();
            return at + 1;
        }
        if (c == '\\' && at + 1 < line.length() && "$`\"\\\n".indexOf(line.charAt(at + 1)) >= 0) {
            if (line.charAt(at + 1) != '\n') {
                append(line.charAt(at + 1));
            }
            return at + 2;
        }
        append(c);
        return at + 1;
    }

    private int ansi(int at) {
        char c = line.charAt(at);
        if (c == '\'') {
            close();
            return at + 1;
        }
        if (c != '\\' || at + 1 == line.length()) {
            append(c);
            return at + 1;
        }
        AnsiEscape escape = AnsiEscape.at(line, at + 1);
        word.append(escape.text());
        return escape.end();
    }

    private void open(TypedLine.Quote opened) {
        begun = true;
        quote = opened;
        keptBeforeQuote = kept;
        kept = word.length();
    }

    private void close() {
        quote = TypedLine.Quote.NONE;
        kept = keptBeforeQuote;
    }

    private void append(char c) {
        begun = true;
        word.append(c);
    }

    private void finish() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
        kept = 0;
    }
}
