package dev.awssso.profiles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section as it is to be written.
 *
 * @param name what it is called
 * @param lines its keys, {@code key = value}, and keys that are commented out
 */
record ConfigEntry(SectionName name, List<String> lines) {

    private static final String EQUALS = " = ";

    ConfigEntry {
        lines = List.copyOf(lines);
    }

    static String line(String key, String value) {
        return key + EQUALS + value;
    }

    /** Its keys without those that are commented out. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf(EQUALS);
            if (!line.startsWith("#")) {
                values.put(line.substring(0, equals), line.substring(equals + EQUALS.length()));
            }
        }
        return values;
    }

    /** Header and keys, each with a line feed. */
    String text() {
        StringBuilder text = new StringBuilder("[" + name.text() + "]\n");
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
