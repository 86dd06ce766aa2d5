package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the members of an OIDC request, and refuses what the service's model does not allow. */
final class JsonMembers {

    private JsonMembers() {}

    /** A text that must be there. */
    static String required(JsonObject request, String name) {
        return optional(request, name)
                .orElseThrow(() -> OidcError.INVALID_REQUEST.refusal("Missing parameter: " + name));
    }

    /** A text that may be absent, but neither null nor of another type. */
    static Optional<String> optional(JsonObject request, String name) {
        if (!request.has(name)) {
            return Optional.empty();
        }
        return Optional.of(request.string(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> OidcError.INVALID_REQUEST.refusal("Invalid parameter: " + name)));
    }

    /** A moment, as {@link Instant#toString} writes it; an {@link IllegalArgumentException} for anything else. */
    static Instant moment(JsonObject object, String name) {
        return Instant.parse(required(object, name));
    }

    /** The objects in a list, empty when absent; an {@link IllegalArgumentException} for another content. */
    static List<JsonObject> objects(JsonObject object, String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object item : object.array(name)) {
            if (!(item instanceof JsonObject one)) {
                throw new IllegalArgumentException("no object in " + name);
            }
            objects.add(one);
        }
        return objects;
    }

    /** A list of texts, empty when absent. */
    static List<String> strings(JsonObject request, String name) {
        if (!request.has(name)) {
            return List.of();
        }
        if (!(request.value(name) instanceof List<?> items)) {
            throw OidcError.INVALID_REQUEST.refusal("Invalid parameter: " + name);
        }
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw OidcError.INVALID_REQUEST.refusal("Invalid parameter: " + name);
            }
            texts.add(text);
        }
        return texts;
    }
}
