package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.protocol.TokenHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that may read one slot and nothing else: GET and HEAD of {@code /slot/NAME}, or of {@code /} for the default
 * slot.
 *
 * @param slot the one slot; {@link SlotName#UNNAMED} for the default one
 * @param hash knows the token again
 * @param expiresAt when it stops working; null when only a revocation ends it
 */
public record ReadToken(SlotName slot, TokenHash hash, @Nullable Instant expiresAt) {

    /** What {@code --revoke} names it by. */
    public String id() {
        return hash.id();
    }

    /** True when it works at this moment. */
    public boolean validAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
