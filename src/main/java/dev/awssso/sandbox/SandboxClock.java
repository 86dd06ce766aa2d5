package dev.awssso.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The sandbox's own idea of the time: the clock it was given, moved by an offset. */
final class SandboxClock implements InstantSource {

    private final InstantSource clock;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    SandboxClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(offset.get());
    }

    /** Moves it; a positive duration is the future. Offsets add up. */
    void move(Duration more) {
        offset.accumulateAndGet(more, Duration::plus);
    }
}
