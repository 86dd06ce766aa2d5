package dev.awssso.signin;

import java.time.Duration;
import java.time.InstantSource;

/** How much of its time an access token has left, as botocore judges it. */
final class Freshness {

    // botocore SSOTokenProvider: refresh when 15 minutes or less are left.
    private static final Duration STALE = Duration.ofMinutes(15);

    private final InstantSource clock;

    private final RejectedTokens rejected;

    Freshness(InstantSource clock, RejectedTokens rejected) {
        this.clock = clock;
        this.rejected = rejected;
    }

    InstantSource clock() {
        return clock;
    }

    /** The tokens that AWS has rejected. */
    RejectedTokens rejected() {
        return rejected;
    }

    /** More than 15 minutes left, and not rejected. */
    boolean fresh(AccessToken token) {
        return token.remaining(clock.instant()).compareTo(STALE) > 0 && !rejected.contains(token.value());
    }

    /** Any time left, and not rejected. */
    boolean usable(AccessToken token) {
        Duration left = token.remaining(clock.instant());
        return !left.isNegative() && !left.isZero() && !rejected.contains(token.value());
    }

    /** May be exchanged for a newer one. */
    boolean refreshable(TokenFile token) {
        return token.refresh() != null && token.refreshable(clock.instant()) && !rejected.contains(token.refresh());
    }

    /** Good now, or after an exchange that nobody has to be asked for. */
    boolean alive(TokenFile token) {
        return usable(token.access()) || refreshable(token);
    }
}
