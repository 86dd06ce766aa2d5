package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value that is being read: its key, its first line, and the continuation lines so far. */
final class PendingValue {

    private record More(int line, String text) {}

    private @Nullable String key;
    private String first = "";
    private final List<More> more = new ArrayList<>(0);

    void start(String newKey, String value) {
        key = newKey;
        first = value;
    }

    void add(String text, int line) {
        if (key != null) {
            more.add(new More(line, text));
        }
    }

    void clear() {
        key = null;
        more.clear();
    }

    void putInto(Section section, ConfigFileParser parser) {
        if (key == null) {
            return;
        }
        if (first.isEmpty() && !isOneLine()) {
            section.put(key, block(parser));
            return;
        }
        section.put(key, joined(key));
    }

    private String joined(String name) {
        String value = ConfigKeys.stripComment(name, first);
        if (isOneLine()) {
            return value;
        }
        StringBuilder text = new StringBuilder(value);
        for (More line : more) {
            text.append('\n').append(line.text());
        }
        return text.toString().stripTrailing();
    }

    // Nothing but blank lines behind it, as with the last key of most sections.
    private boolean isOneLine() {
        for (More line : more) {
            if (!line.text().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    // botocore: every line of a nested block is key = value, else it refuses the whole file.
    private Map<String, String> block(ConfigFileParser parser) {
        Map<String, String> block = new LinkedHashMap<>();
        for (More line : more) {
            int equals = line.text().indexOf('=');
            if (equals > 0) {
                block.put(
                        line.text().substring(0, equals).strip(),
                        line.text().substring(equals + 1).strip());
            } else if (!line.text().isEmpty()) {
                parser.warn(
                        line.line(),
                        ConfigWarning.Kind.STRAY_NESTED_LINE,
                        "a line with no '=' in a nested block: other tools reject the whole file");
            }
        }
        return block;
    }
}
