package dev.awssso.aws;

import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many calls in any second, and the next one waits for its turn. Nobody overtakes. */
public final class CallsPerSecond implements CallLimit {

    // A tenth more than a second, so that calls which were delayed on their way do not arrive closer together.
    private static final Duration SECOND = Duration.ofMillis(1100);
    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(5);

    private final int most;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Deque<Instant> turns = new ArrayDeque<>();

    /** @param most how many calls a second may have */
    public CallsPerSecond(int most, InstantSource clock, Sleeper sleeper) {
        this.most = most;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public void enter() {
        try {
            sleeper.sleep(reserve());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting to call AWS");
        }
    }

    // Takes a turn that may lie ahead, and tells how long until it comes.
    private synchronized Duration reserve() {
        Instant now = clock.instant();
        Instant last = turns.peekLast();
        if (last != null && last.isAfter(now.plus(LONGEST_QUEUE))) {
            // Nobody waits so long: the clock was set back.
            turns.clear();
        }
        Instant turn = now;
        if (turns.size() >= most) {
            Instant free = turns.removeFirst().plus(SECOND);
            turn = free.isAfter(now) ? free : now;
        }
        turns.addLast(turn);
        return Duration.between(now, turn);
    }
}
