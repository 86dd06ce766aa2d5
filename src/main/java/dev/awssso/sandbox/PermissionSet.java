package dev.awssso.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A permission set: what the portal calls a role.
 *
 * @param name 1 to 32 letters, digits and {@code +=,.@_-} (service model of sso-admin; names of AWS's own roles in the
 *     portal are longer, up to 64)
 * @param session how long its credentials are good for, 1 to 12 hours in AWS; null: as the sandbox behaves
 */
public record PermissionSet(String name, @Nullable Duration session) {

    static final String NAME = "[\\w+=,.@-]{1,64}";

    public PermissionSet {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "the name of a permission set must have 1 to 64 letters, digits and +=,.@_-");
        }
        if (session != null && (session.isNegative() || session.isZero())) {
            throw new IllegalArgumentException("a session must be at least one second long");
        }
    }
}
