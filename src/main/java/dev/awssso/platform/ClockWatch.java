package dev.awssso.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices that the machine's clock and the time that really passes have parted: it slept, or its clock was set. On
 * Linux the monotonic clock stops while a machine sleeps.
 */
public final class ClockWatch {

    private static final long TOLERATED_MILLIS = Duration.ofSeconds(60).toMillis();

    private final InstantSource machine;
    private final LongSupplier nanos;
    private volatile long offset;

    /**
     * A watch that begins now.
     *
     * @param nanos the monotonic clock
     */
    public ClockWatch(InstantSource machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
        this.offset = present();
    }

    /** How far the machine's clock has gone ahead of the monotonic one since {@link #settle}, zero within a minute. */
    public Duration parted() {
        long parted = present() - offset;
        return Math.abs(parted) > TOLERATED_MILLIS ? Duration.ofMillis(parted) : Duration.ZERO;
    }

    /** What has parted them is dealt with. */
    public void settle() {
        offset = present();
    }

    private long present() {
        return machine.millis() - Duration.ofNanos(nanos.getAsLong()).toMillis();
    }
}
