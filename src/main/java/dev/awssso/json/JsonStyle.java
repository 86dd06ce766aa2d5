package dev.awssso.json;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spellings in which a JSON value is written. All of them escape everything outside printable ASCII, so that the
 * result is the same bytes in any charset.
 */
public enum JsonStyle {
    /** No blanks at all. */
    COMPACT(",", ":", ""),
    /** One line with the separators of Python's {@code json.dumps}, which the AWS CLI writes its caches with. */
    PYTHON(", ", ": ", ""),
    /** Four spaces of indent, as the AWS CLI prints answers. */
    INDENTED(",", ": ", "    ");

    private final String comma;
    private final String colon;
    private final String indent;

    JsonStyle(String comma, String colon, String indent) {
        this.comma = comma;
        this.colon = colon;
        this.indent = indent;
    }

    /** Writes what {@link JsonText} yields; integers of any type, and other values' {@code toString} are refused. */
    public String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, 0);
        return out.toString();
    }

    private void write(StringBuilder out, @Nullable Object value, int depth) {
        if (value instanceof String text) {
            quote(out, text);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof JsonObject object) {
            object(out, object, depth);
        } else if (value instanceof List<?> items) {
            array(out, items, depth);
        } else if (value instanceof Map<?, ?>) {
            throw new IllegalArgumentException("a map: wrap it into a JsonObject");
        } else {
            throw new IllegalArgumentException(
                    "no JSON value: " + value.getClass().getName());
        }
    }

    private void object(StringBuilder out, JsonObject object, int depth) {
        out.append('{');
        Iterator<String> names = object.names().iterator();
        boolean any = names.hasNext();
        while (names.hasNext()) {
            String name = names.next();
            lineBreak(out, depth + 1);
            quote(out, name);
            out.append(colon);
            write(out, object.value(name), depth + 1);
            if (names.hasNext()) {
                out.append(comma);
            }
        }
        close(out, any, depth, '}');
    }

    private void array(StringBuilder out, List<?> items, int depth) {
        out.append('[');
        Iterator<?> rest = items.iterator();
        boolean any = rest.hasNext();
        while (rest.hasNext()) {
            lineBreak(out, depth + 1);
            write(out, rest.next(), depth + 1);
            if (rest.hasNext()) {
                out.append(comma);
            }
        }
        close(out, any, depth, ']');
    }

    private void close(StringBuilder out, boolean any, int depth, char bracket) {
        if (any) {
            lineBreak(out, depth);
        }
        out.append(bracket);
    }

    private void lineBreak(StringBuilder out, int depth) {
        if (!indent.isEmpty()) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
