package dev.awssso.ecs;

import dev.awssso.credentials.RenewalState;
import org.jspecify.annotations.Nullable;

/** What a slot can say of itself. A pure function of what is held, of the latest fetch, and of the clock. */
public enum SlotState {
    /** Nothing was loaded, or it was removed. */
    EMPTY,
    /** Held, and no fetch is running or has failed. */
    LOADED,
    /** A fetch is running; what was held before may still be. */
    REFRESHING,
    /** Held, and the latest attempt to renew it failed. */
    LAST_GOOD,
    /** It cannot be renewed until a person signs in; what was held before may still be. */
    SIGN_IN_NEEDED,
    /** Not held, and no fetch is running. */
    EXPIRED;

    /**
     * The state of a slot that was loaded.
     *
     * @param held whether its credentials have more than 30 seconds left
     * @param fetching whether a fetch is running
     * @param renewal how its renewal stands, null when it is not renewed
     */
    static SlotState of(boolean held, boolean fetching, @Nullable RenewalState renewal) {
        if (fetching) {
            return REFRESHING;
        }
        if (renewal != null && renewal.waitsForSignIn()) {
            return SIGN_IN_NEEDED;
        }
        if (!held) {
            return EXPIRED;
        }
        return renewal != null && renewal.failure() != null ? LAST_GOOD : LOADED;
    }
}
