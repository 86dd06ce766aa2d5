package dev.awssso.cli.completion;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An escape within {@code $'...'} (bash manual, ANSI-C Quoting): {@code \n}, {@code \'}, {@code \033}, {@code \xHH},
 * a code point in hexadecimal. Bytes that follow each other are UTF-8 together.
 *
 * @param text what it stands for
 * @param end where the line goes on
 */
record AnsiEscape(String text, int end) {

    private static final String LETTERS = "abeEfnrtv";
    private static final String MEANINGS = "\u0007\b\u001b\u001b\f\n\r\t\u000b";

    /** The escape whose letter is here, behind the backslash. */
    static AnsiEscape at(String line, int letter) {
        char c = line.charAt(letter);
        int known = LETTERS.indexOf(c);
        if (known >= 0) {
            return new AnsiEscape(String.valueOf(MEANINGS.charAt(known)), letter + 1);
        }
        if (c == 'u' || c == 'U') {
            int end = digits(line, letter + 1, c == 'u' ? 4 : 8, 16);
            return end == letter + 1
                    ? new AnsiEscape("\\" + c, end)
                    : new AnsiEscape(codePoint(line.substring(letter + 1, end)), end);
        }
        return isByte(line, letter) ? bytes(line, letter) : new AnsiEscape(String.valueOf(c), letter + 1);
    }

    private static boolean isByte(String line, int letter) {
        return line.charAt(letter) == 'x'
                ? digits(line, letter + 1, 2, 16) > letter + 1
                : digits(line, letter, 3, 8) > letter;
    }

    private static AnsiEscape bytes(String line, int letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = letter;
        while (at < line.length() && isByte(line, at)) {
            boolean hex = line.charAt(at) == 'x';
            int start = hex ? at + 1 : at;
            int end = hex ? digits(line, start, 2, 16) : digits(line, start, 3, 8);
            bytes.write(Integer.parseInt(line.substring(start, end), hex ? 16 : 8));
            at = line.startsWith("\\", end) ? end + 1 : end;
            if (at == end || at == line.length() || !isByte(line, at)) {
                at = end;
                break;
            }
        }
        return new AnsiEscape(bytes.toString(StandardCharsets.UTF_8), at);
    }

    private static String codePoint(String hex) {
        int value = Integer.parseUnsignedInt(hex, 16);
        return Character.isValidCodePoint(value) ? Character.toString(value) : "";
    }

    private static int digits(String line, int start, int most, int radix) {
        int end = start;
        while (end < line.length() && end < start + most && Character.digit(line.charAt(end), radix) >= 0) {
            end++;
        }
        return end;
    }
}
