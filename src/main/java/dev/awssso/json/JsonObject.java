package dev.awssso.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object that keeps the order of its members. Prints as its member names only, since values may be
 * secrets.
 */
public final class JsonObject {

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** An object with no members. */
    public static JsonObject empty() {
        return new JsonObject(Map.of());
    }

    /** An object of these members; values are what {@link JsonText} yields, or other integers. */
    public static JsonObject of(Map<String, ? extends @Nullable Object> members) {
        return new JsonObject(Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(members)));
    }

    /** Parses a text that must be one JSON object, else a {@link JsonException}. */
    public static JsonObject parse(String text) {
        return asObject(JsonText.parse(text));
    }

    /** Parses UTF-8 bytes that must be one JSON object, else a {@link JsonException}. */
    public static JsonObject parse(byte[] utf8) {
        return asObject(JsonText.parse(utf8));
    }

    private static JsonObject asObject(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("not a JSON object");
    }

    public Set<String> names() {
        return members.keySet();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member's value as parsed, null when it is absent or a JSON null. */
    public @Nullable Object value(String name) {
        return members.get(name);
    }

    /** The member's text, empty when it is absent or not a string. */
    public Optional<String> string(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The member's number, empty when it is absent or not an integer that fits. */
    public Optional<Long> integer(String name) {
        return members.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The member's items, an empty list when it is absent or not an array. */
    public List<?> array(String name) {
        return members.get(name) instanceof List<?> items ? items : List.of();
    }

    /** This object with one member set, in its old place or at the end. */
    public JsonObject with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(members);
        copy.put(name, value);
        return new JsonObject(Collections.unmodifiableMap(copy));
    }

    /** This object without these members. */
    public JsonObject without(Collection<String> names) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(members);
        copy.keySet().removeAll(names);
        return new JsonObject(Collections.unmodifiableMap(copy));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
