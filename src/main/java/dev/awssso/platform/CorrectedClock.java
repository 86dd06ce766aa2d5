package dev.awssso.platform;

import dev.awssso.problem.Notes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's clock, set right by the time that a service's answers carry when the two are more than a minute apart:
 * "how long is this still good" is then answered in the service's time. Requests signed with a clock that is five
 * minutes off are refused (Signature Version 4), hence the warning.
 */
public final class CorrectedClock implements InstantSource {

    private static final Duration TOLERATED = Duration.ofSeconds(60);

    private final InstantSource machine;
    private final Notes notes;
    private volatile Duration skew = Duration.ZERO;

    public CorrectedClock(InstantSource machine, Notes notes) {
        this.machine = machine;
        this.notes = notes;
    }

    /** Takes note of the time that an answer was sent with. */
    public synchronized void observe(Instant serviceTime) {
        Duration seen = Duration.between(machine.instant(), serviceTime);
        boolean off = seen.abs().compareTo(TOLERATED) > 0;
        Duration before = skew;
        skew = off ? seen : Duration.ZERO;
        if (off && before.isZero()) {
            notes.note("this machine's clock is " + seen.abs().toSeconds() + " s "
                    + (seen.isNegative() ? "ahead of" : "behind")
                    + " AWS; AWS refuses signed calls if the difference is 300 s or more");
        }
    }

    /** The machine's clock was set: what was seen of it before tells nothing any longer. */
    public synchronized void forget() {
        skew = Duration.ZERO;
    }

    /** How far the service's time is ahead of the machine's, zero within the tolerance. */
    public Duration skew() {
        return skew;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(skew());
    }
}
