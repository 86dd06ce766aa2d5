package dev.awssso.profiles;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one section, in lower case, in the order of the file. A key with an empty value counts as unset. Prints
 * as its name and keys only, since values may be secrets.
 */
public final class Section {

    private final String name;
    private final Map<String, String> values;
    private final Map<String, Map<String, String>> nested;

    Section(String name, Map<String, String> values, Map<String, Map<String, String>> nested) {
        this.name = name;
        this.values = values;
        this.nested = nested;
    }

    static Section empty(String name) {
        return new Section(name, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The profile's, sso-session's or services section's name, without the word in front of it. */
    public String name() {
        return name;
    }

    /** The value of a key, in lower case; empty when it is not there, has no value, or is a nested block. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** The keys of a nested block ({@code s3 =} and indented lines); an empty map when there is none. */
    public Map<String, String> nested(String key) {
        return Collections.unmodifiableMap(nested.getOrDefault(key, Map.of()));
    }

    /** The keys that are set, nested blocks included. */
    public Set<String> keys() {
        Set<String> keys = new java.util.LinkedHashSet<>(values.keySet());
        keys.addAll(nested.keySet());
        return keys;
    }

    /** True when the key stands there, whatever its value. */
    boolean has(String key) {
        return values.containsKey(key) || nested.containsKey(key);
    }

    void put(String key, String value) {
        nested.remove(key);
        values.put(key, value);
    }

    void put(String key, Map<String, String> block) {
        values.remove(key);
        nested.put(key, block);
    }

    /** This section with the keys of another one on top. */
    Section with(Section stronger) {
        Section merged = new Section(name, new LinkedHashMap<>(values), new LinkedHashMap<>(nested));
        stronger.values.forEach(merged::put);
        stronger.nested.forEach(merged::put);
        return merged;
    }

    @Override
    public String toString() {
        return name + keys();
    }
}
