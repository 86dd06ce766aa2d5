package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.RequestTarget;
import dev.awssso.ecs.protocol.SlotName;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param resource which of the resources
 * @param slot the slot it is about, null where it is about none or about many
 */
record Route(Resource resource, @Nullable SlotName slot) {

    /** The resources, each with the methods that it answers. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    enum Resource {
        DEFAULT("/", "GET", "HEAD", "PUT", "DELETE"),
        CREDS("/creds", "GET", "HEAD"),
        PROFILE("/profile", "GET", "HEAD"),
        SLOTS("/slot", "GET", "HEAD", "DELETE"),
        SLOT("/slot/{name}", "GET", "HEAD", "PUT", "DELETE"),
        HEALTH("/healthcheck", "GET", "HEAD");

        private final String template;
        private final List<String> methods;

        Resource(String template, String... methods) {
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

        /** Whether a GET of it returns credentials. */
        boolean givesCredentials() {
            return this == DEFAULT || this == CREDS || this == SLOT;
        }
    }

    private static final Route DEFAULT = new Route(Resource.DEFAULT, SlotName.UNNAMED);
    private static final Route CREDS = new Route(Resource.CREDS, SlotName.UNNAMED);
    private static final Route PROFILE = new Route(Resource.PROFILE, SlotName.UNNAMED);
    private static final Route SLOTS = new Route(Resource.SLOTS, null);

    private static final String KEY = "aws-sso.route";

    /**
     * Where the target leads, null when nowhere.
     *
     * @throws dev.awssso.ecs.protocol.RequestRejected when its path is malformed
     */
    static @Nullable Route of(RequestTarget target) {
        if (target.path().equals("/")) {
            return DEFAULT;
        }
        if (target.hasEmptySegments()) {
            target.checkEscapes();
            return null;
        }
        if (target.is("/creds")) {
            return CREDS;
        }
        if (target.is("/profile")) {
            return PROFILE;
        }
        if (target.is("/slot")) {
            return SLOTS;
        }
        SlotName slot = target.slot();
        if (slot == null) {
            target.checkEscapes();
            return null;
        }
        return new Route(Resource.SLOT, slot);
    }

    /** The route of a request that was let through to the resources. */
    static Route of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "no filter has found the route");
    }

    /** Null before the route was found. */
    static @Nullable Route known(RoutingContext context) {
        return context.get(KEY);
    }

    void setIn(RoutingContext context) {
        context.put(KEY, this);
    }

    /** The slot of a route that has one. */
    SlotName oneSlot() {
        return Objects.requireNonNull(slot);
    }
}
