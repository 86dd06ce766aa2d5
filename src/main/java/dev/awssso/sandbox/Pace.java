package dev.awssso.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The portal's quota: a bucket that holds one second's calls and fills at that rate. */
final class Pace {

    private final InstantSource clock;
    private double tokens = Double.MAX_VALUE;
    private Instant filled = Instant.MIN;

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes one call from the bucket; false when it is empty. A limit of 0 is none. */
    synchronized boolean take(int perSecond) {
        if (perSecond == 0) {
            return true;
        }
        Instant now = clock.instant();
        if (filled.equals(Instant.MIN)) {
            filled = now;
        }
        double seconds = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
        tokens = Math.min(perSecond, tokens + seconds * perSecond);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
