package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.SlotName;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as it counts.
 *
 * @param token the id of the token shown, null in no-token mode
 * @param slot the one slot that may be read, null for a caller that may do everything
 * @param mayRenew whether a load of this caller may name a source
 */
record Caller(@Nullable String token, @Nullable SlotName slot, boolean mayRenew) {

    /** The role of callers that may do everything. */
    static final String ADMIN = "admin";

    /** The role of callers that may read credentials. */
    static final String READ = "read";

    boolean admin() {
        return slot == null;
    }

    /** How the audit log names the caller. */
    String by() {
        return token == null ? "none" : "token:" + token;
    }
}
