package dev.awssso.cli.completion;

import java.nio.charset.StandardCharsets;

/**
 * Text as bash reads it back exactly, in the quote that is open at the cursor. What a terminal cannot show as it is, such
 * as a control character, becomes an escape of {@code $'...'}; {@code !} never stands where the history is expanded.
 */
final class BashWord {

    private static final String PLAIN = "_.,/+%@:=-";
    private static final char DELETE = 0x7f;

    private BashWord() {}

    /** A part of a word, in this quote and without its end. */
    static String part(String text, TypedLine.Quote quote) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().forEach(c -> quoted.append(one(c, quote)));
        return quoted.toString();
    }

    /** The rest of a word: the same, with the end of the quote. */
    static String rest(String text, TypedLine.Quote quote) {
        return part(text, quote) + quote.end();
    }

    private static String one(int c, TypedLine.Quote quote) {
        String text = Character.toString(c);
        boolean strange = !Shown.harmless(c);
        return switch (quote) {
            case NONE -> strange ? "$'" + octal(text) + "'" : isPlain(c) ? text : "\\" + text;
            case SINGLE -> strange ? "'$'" + octal(text) + "''" : c == '\'' ? "'\\''" : text;
            case DOUBLE -> strange ? "\"$'" + octal(text) + "'\"" : inDouble(c, text);
            case ANSI -> strange || c == '\'' || c == '\\' || c == '!' ? octal(text) : text;
        };
    }

    private static String inDouble(int c, String text) {
        if (c == '!') {
            return "\"\\!\"";
        }
        return "$`\"\\".indexOf(c) >= 0 ? "\\" + text : text;
    }

    private static boolean isPlain(int c) {
        return c > DELETE || Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
    }

    // Bytes: what a code point becomes depends on the locale.
    private static String octal(String text) {
        StringBuilder escapes = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            escapes.append('\\')
                    .append(Integer.toOctalString((octet & 0xff) + 01000).substring(1));
        }
        return escapes.toString();
    }
}
