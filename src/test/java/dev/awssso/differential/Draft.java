package dev.awssso.differential;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One profile before it is written: its keys as they are to be read, and what will be odd about how they are written. */
final class Draft {

    private final String name;
    private final Map<String, String> config = new LinkedHashMap<>();
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

    Draft(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Its keys in the config file. */
    Map<String, String> config() {
        return config;
    }

    /** Its keys in the credentials file. */
    Map<String, String> credentials() {
        return credentials;
    }

    Set<Quirk> quirks() {
        return quirks;
    }

    boolean is(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** Both files as one: the credentials file wins, key by key. */
    Map<String, String> merged() {
        Map<String, String> merged = new LinkedHashMap<>(config);
        merged.putAll(credentials);
        return merged;
    }
}
