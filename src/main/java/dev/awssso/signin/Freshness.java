package dev.awssso.signin;

import java.time.Duration;
import java.time.InstantSource;

/** How much of its time an access token has left, as botocore judges it. */
final class Freshness {

    // botocore SSOTokenProvider: refresh when 15 minutes or less are left.
    private static final Duration STALE = Duration.ofMinutes(15);

    private final InstantSource clock;

    Freshness(InstantSource clock) {
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    /** More than 15 minutes left. */
    boolean fresh(AccessToken token) {
        return token.remaining(clock.instant()).compareTo(STALE) > 0;
    }

    /** Any time left. */
    boolean usable(AccessToken token) {
        Duration left = token.remaining(clock.instant());
        return !left.isNegative() && !left.isZero();
    }

    /** Can be exchanged for a newer one. */
    boolean refreshable(TokenFile token) {
        return token.refreshable(clock.instant());
    }
}
