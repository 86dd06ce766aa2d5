package dev.awssso.aws;

import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * How fast one portal may be asked: a token bucket below its quota of 20 calls a second (IAM Identity Center quotas),
 * slower after each "too many requests", and never more than so many calls at once.
 */
final class Pace {

    private static final double MOST = 18;
    private static final double LEAST = 1;
    private static final double BURST = 18;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Semaphore places;
    private double rate = MOST;
    private double tokens = BURST;
    private Instant filled;
    private Instant changed;

    /** @param inFlight how many calls may be under way at once */
    Pace(int inFlight, InstantSource clock, Sleeper sleeper) {
        this.places = new Semaphore(inFlight);
        this.clock = clock;
        this.sleeper = sleeper;
        this.filled = clock.instant();
        this.changed = filled;
    }

    /** Waits until one more call may be sent; {@link #leave} must follow. */
    void enter() {
        try {
            sleeper.sleep(reserve());
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting to call the portal");
        }
    }

    /** The call has ended. */
    void leave() {
        places.release();
    }

    /** The portal said "too many requests". */
    synchronized void slowDown() {
        recover();
        rate = Math.max(LEAST, rate / 2);
        changed = clock.instant();
    }

    /** Calls per second at present. */
    synchronized double rate() {
        recover();
        return rate;
    }

    // Takes a token that may not be there yet, and shows how long until it is: nobody overtakes, nobody starves.
    private synchronized Duration reserve() {
        recover();
        Instant now = clock.instant();
        double passed = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
        tokens = Math.min(BURST, tokens + passed * rate) - 1;
        filled = now;
        return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / rate * 1e9));
    }

    private void recover() {
        long steps = Duration.between(changed, clock.instant()).dividedBy(RECOVERY);
        if (steps > 0) {
            rate = Math.min(MOST, rate + steps);
            changed = changed.plus(RECOVERY.multipliedBy(steps));
        }
    }
}
