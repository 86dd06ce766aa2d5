package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.SlotName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param place which of the resources
 * @param slot the slot it is about, null where it is about none or about many
 */
record Route(Place place, @Nullable SlotName slot) {

    /** The resources, each with the methods that it answers. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    enum Place {
        DEFAULT("/", "GET", "HEAD", "PUT", "DELETE"),
        CREDS("/creds", "GET", "HEAD"),
        PROFILE("/profile", "GET", "HEAD"),
        SLOTS("/slot", "GET", "HEAD", "DELETE"),
        SLOT("/slot/{name}", "GET", "HEAD", "PUT", "DELETE"),
        HEALTH("/healthcheck", "GET", "HEAD"),
        UNKNOWN("-");

        private final String template;
        private final List<String> methods;

        Place(String template, String... methods) {
            this.template = template;
            this.methods = List.of(methods);
        }

        /** How logs name it. */
        String template() {
            return template;
        }

        List<String> methods() {
            return methods;
        }

        /** Whether a GET of it hands out credentials. */
        boolean givesCredentials() {
            return this == DEFAULT || this == CREDS || this == SLOT;
        }
    }

    static final Route UNKNOWN = new Route(Place.UNKNOWN, null);

    /** The one spelling of the path that the resources behind the guards ever see. */
    String path() {
        return place == Place.SLOT && slot != null ? "/slot/" + slot.escaped() : place.template();
    }
}
