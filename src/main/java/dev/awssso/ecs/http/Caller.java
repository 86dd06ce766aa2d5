package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.RequestTarget;
import dev.awssso.ecs.protocol.SlotName;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as it counts.
 *
 * @param token the id of the token shown, null in no-token mode
 * @param slot the one slot that may be read, null for a caller that may do everything
 * @param mayRenew whether a load of this caller may name a source
 */
record Caller(@Nullable String token, @Nullable SlotName slot, boolean mayRenew) implements Principal {

    /** The role of callers that may do everything. */
    static final String ADMIN = "admin";

    /** The role of callers that may read credentials. */
    static final String READ = "read";

    private static final String KEY = "aws-sso.caller";

    /** The caller of a request that was authenticated. */
    static Caller of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "nobody has judged the caller");
    }

    /** Null before the caller was judged. */
    static @Nullable Caller known(RoutingContext context) {
        return context.get(KEY);
    }

    void setIn(RoutingContext context) {
        context.put(KEY, this);
    }

    boolean admin() {
        return slot == null;
    }

    /** True when this request is within what a read token permits: to read its one slot. */
    boolean mayRead(HttpMethod method, RequestTarget target) {
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && target.leadsTo(slot);
    }

    /** How the audit log names the caller. */
    @Override
    public String getName() {
        return token == null ? "none" : "token:" + token;
    }
}
