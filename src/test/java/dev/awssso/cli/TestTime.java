package dev.awssso.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when somebody waits, and not otherwise. */
public final class TestTime implements InstantSource {

    private Instant now = Instant.now();

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets it pass. */
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
