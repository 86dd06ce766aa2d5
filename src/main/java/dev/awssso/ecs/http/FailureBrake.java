package dev.awssso.ecs.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Slows down whoever guesses tokens: after 20 failures within a minute each further one waits a moment for its answer.
 * A valid token is never slowed down, since SDKs retry in storms. Runs on the event loop.
 */
final class FailureBrake {

    private static final Logger LOG = Logger.getLogger(FailureBrake.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ALLOWED = 20;
    private static final int MOST_DELAYED = 64;
    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 200;

    private final Vertx vertx;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Instant windowEnds = Instant.EPOCH;
    private int failures;
    private int delayed;

    FailureBrake(Vertx vertx, InstantSource clock, RandomGenerator random) {
        this.vertx = vertx;
        this.clock = clock;
        this.random = random;
    }

    /** A caller failed: answers it, now or in a moment. */
    void failed(Runnable answer) {
        Instant now = clock.instant();
        if (now.isAfter(windowEnds)) {
            windowEnds = now.plus(WINDOW);
            failures = 0;
        }
        failures++;
        if (failures == ALLOWED + 1) {
            LOG.warn("more than 20 requests within a minute had no valid token; further ones are answered slowly");
        }
        if (failures <= ALLOWED || delayed >= MOST_DELAYED) {
            answer.run();
            return;
        }
        delayed++;
        vertx.setTimer(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1), ignored -> {
            delayed--;
            answer.run();
        });
    }
}
