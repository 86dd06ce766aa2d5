package dev.awssso.aws;

import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * So many calls arrive at AWS in any second, wherever the second begins. A call counts from the moment it may be sent
 * until a second after it has ended, since nobody knows when in between it arrived; one that does not end counts for
 * two seconds, so that calls which hang do not stop all others. Nobody overtakes.
 */
public final class CallsPerSecond implements CallLimit {

    private static final Duration SECOND = Duration.ofMillis(1050);
    private static final Duration LONGEST_WAY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final class Call implements Turn {

        private final InstantSource clock;
        private final Instant begun;
        private volatile @Nullable Instant ended;

        Call(InstantSource clock) {
            this.clock = clock;
            this.begun = clock.instant();
        }

        @Override
        public void close() {
            ended = clock.instant();
        }

        boolean over(Instant now) {
            Instant latest = begun.plus(LONGEST_WAY);
            Instant end = ended;
            Instant arrived = end == null || end.isAfter(latest) ? latest : end;
            // One of the time to come: the clock was set back.
            return begun.isAfter(now) || !arrived.plus(SECOND).isAfter(now);
        }
    }

    private final int most;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final ReentrantLock queue = new ReentrantLock(true);
    private final List<Call> counting = new ArrayList<>();

    /** @param most how many calls a second may have */
    public CallsPerSecond(int most, InstantSource clock, Sleeper sleeper) {
        this.most = most;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public Turn enter() {
        try {
            queue.lockInterruptibly();
            try {
                return next();
            } finally {
                queue.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting to call AWS");
        }
    }

    private Turn next() throws InterruptedException {
        while (true) {
            Instant now = clock.instant();
            counting.removeIf(call -> call.over(now));
            if (counting.size() < most) {
                Call call = new Call(clock);
                counting.add(call);
                return call;
            }
            sleeper.sleep(BETWEEN_LOOKS);
        }
    }
}
