package dev.awssso.platform;

import java.time.Duration;

/** Waits, so that tests need not. */
@FunctionalInterface
public interface Sleeper {

    /** Waits for the given time; zero and negative times return at once. */
    void sleep(Duration duration) throws InterruptedException;

    /** The real one. */
    static Sleeper real() {
        return duration -> {
            if (!duration.isNegative()) {
                Thread.sleep(duration.toMillis());
            }
        };
    }
}
