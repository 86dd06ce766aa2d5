package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a config file, and what it is at its place. The scanner behind {@link #scan} is the one place that
 * knows the line grammar; the reader and the editor both stand on it.
 *
 * <pre>
 * line         = blank / comment / header / malformed / continuation / property / stray    ; the first that fits
 * blank        = *WS
 * comment      = *WS ("#" / ";") *any              ; at any depth, also between continuation lines
 * header       = *WS "[" name "]" *any             ; at any depth, also below a key
 * malformed    = *WS "[" *any                      ; a header that lacks its name or its closing bracket
 *              / text "]" [ WS comment ]           ; at column 0, with neither "=" nor ":": its opening bracket
 * continuation = WS-deeper-than-its-key text       ; only behind a property, also across blank and comment lines
 * property     = *WS key *WS ("=" / ":") *WS value ; the first of the two delimiters
 * stray        = everything else                   ; also any text before the first header
 * ending       = LF / CRLF / CR / end of file
 * </pre>
 *
 * <p>Source: aws-cli and botocore read with Python's {@code configparser.RawConfigParser}; depth is counted in
 * characters, a tab is one. Other than there, whatever looks like a header ends the section above it, readable or not:
 * the keys below it must never reach another profile.
 *
 * @param kind what it is
 * @param number counted from 1
 * @param text the line without its ending
 * @param ending {@code "\n"}, {@code "\r\n"}, {@code "\r"}, or {@code ""} for a last line that has none
 */
public record ConfigLine(Kind kind, int number, String text, String ending) {

    /** What a line can be. */
    public enum Kind {
        BLANK,
        COMMENT,
        HEADER,
        MALFORMED_HEADER,
        PROPERTY,
        CONTINUATION,
        STRAY;

        /** True for a line that ends the section above it. */
        public boolean beginsSection() {
            return this == HEADER || this == MALFORMED_HEADER;
        }
    }

    /** Splits a text into its lines; nothing is lost: all texts and endings in order are the text again. */
    public static List<ConfigLine> scan(String content) {
        List<ConfigLine> lines = new ArrayList<>(content.length() / 24 + 1);
        Depth depth = new Depth();
        int carriage = -1;
        int start = 0;
        while (start < content.length()) {
            // The JVM's own search is fast from the first line on, where a loop of ours is not; it does not search
            // twice.
            if (carriage < start) {
                carriage = orEnd(content.indexOf('\r', start), content);
            }
            int end = Math.min(orEnd(content.indexOf('\n', start), content), carriage);
            int next = Math.min(end + 1, content.length());
            if (next < content.length() && content.charAt(end) == '\r' && content.charAt(next) == '\n') {
                next++;
            }
            String text = content.substring(start, end);
            lines.add(new ConfigLine(depth.classify(text), lines.size() + 1, text, content.substring(end, next)));
            start = next;
        }
        return lines;
    }

    private static int orEnd(int index, String content) {
        return index < 0 ? content.length() : index;
    }

    /** The name in a header, stripped; {@code a]b} in {@code [a]b]}, as in botocore. */
    public String header() {
        return text.substring(text.indexOf('[') + 1, closing(text)).strip();
    }

    /** The text after a header's bracket, stripped: empty, a comment, or invalid text. */
    String behindHeader() {
        return text.substring(closing(text) + 1).strip();
    }

    /** True when the line starts with a blank. */
    boolean indented() {
        return indent(text) > 0;
    }

    /** A property's key as it is written. */
    public String key() {
        return text.substring(0, delimiter(text)).strip();
    }

    /** True for a property of this key, whatever the case it is written in. */
    boolean hasKey(String key) {
        int from = indent(text);
        int end = from + key.length();
        int delimiter = delimiter(text);
        return kind == Kind.PROPERTY
                && end <= delimiter
                && text.regionMatches(true, from, key, 0, key.length())
                && text.substring(end, delimiter).isBlank();
    }

    /** A property's value on this line, or the text of a continuation line, stripped. */
    public String value() {
        return kind == Kind.PROPERTY ? text.substring(delimiter(text) + 1).strip() : text.strip();
    }

    private static int indent(String text) {
        int i = 0;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == 0x0B;
    }

    // The bracket that closes a header: the first one when only a comment follows it, else the last one.
    private static int closing(String text) {
        int first = text.indexOf(']');
        int rest = first + 1;
        while (rest < text.length() && isBlank(text.charAt(rest))) {
            rest++;
        }
        boolean comment = rest < text.length() && (text.charAt(rest) == '#' || text.charAt(rest) == ';');
        return comment ? first : text.lastIndexOf(']');
    }

    private static boolean lacksOpeningBracket(String text) {
        int closing = closing(text);
        if (closing < 0 || delimiter(text.substring(0, closing)) >= 0) {
            return false;
        }
        String rest = text.substring(closing + 1).strip();
        return rest.isEmpty() || rest.charAt(0) == '#' || rest.charAt(0) == ';';
    }

    private static int delimiter(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
    }

    /** What the lines before decide about a line: whether a section has begun, and how deep the open property is. */
    private static final class Depth {

        private static final int NONE = Integer.MAX_VALUE;

        private boolean inSection;
        private int open = NONE;

        Kind classify(String text) {
            int indent = indent(text);
            if (indent == text.length()) {
                return Kind.BLANK;
            }
            char first = text.charAt(indent);
            if (first == '#' || first == ';') {
                return Kind.COMMENT;
            }
            if (first == '[') {
                int closing = closing(text);
                boolean named =
                        closing > indent && !text.substring(indent + 1, closing).isBlank();
                return begin(named ? Kind.HEADER : Kind.MALFORMED_HEADER);
            }
            if (indent > open) {
                return Kind.CONTINUATION;
            }
            if (indent == 0 && lacksOpeningBracket(text)) {
                return begin(Kind.MALFORMED_HEADER);
            }
            open = NONE;
            if (!inSection || delimiter(text) <= indent) {
                return Kind.STRAY;
            }
            open = indent;
            return Kind.PROPERTY;
        }

        private Kind begin(Kind header) {
            inSection = true;
            open = NONE;
            return header;
        }
    }
}
