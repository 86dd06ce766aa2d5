package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the credentials of one source fresh, with at most one fetch at a time. It has no timer: whoever holds it calls
 * {@link #look} every second or so, and reads {@link #state} whenever it likes without waiting.
 */
public final class Renewal {

    /** Receives the current state after every fetch, in the thread that did it. */
    @FunctionalInterface
    public interface Listener {

        void fetched(RenewalState state);

        /** The same after a fetch that {@link Renewal#demand} has started. */
        default void demanded(RenewalState state) {
            fetched(state);
        }
    }

    /** An attempt that has taken longer counts as failed; its result is still welcome when it comes. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** One fetch; not a value, since two may begin in the same instant. */
    private final class Attempt implements FetchExecutor.Fetch {
        private final int era;
        private final boolean demanded;
        // Null while it waits for a thread: that is no time that AWS takes.
        private volatile @Nullable Instant since;

        Attempt(int era, boolean demanded) {
            this.era = era;
            this.demanded = demanded;
        }

        @Override
        public void joins() {
            since = clock.instant();
        }

        @Override
        public void run() {
            Renewal.this.run(this);
        }

        boolean overdue(Instant now) {
            Instant begun = since;
            return begun != null && begun.plus(DEADLINE).isBefore(now);
        }
    }

    private final CredentialSource source;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FetchExecutor executor;
    private final Listener listener;
    private final AtomicReference<RenewalState> state;
    private final AtomicReference<@Nullable Attempt> running = new AtomicReference<>();
    private final AtomicInteger era = new AtomicInteger();
    private volatile Instant lastFetch = Instant.EPOCH;
    private volatile boolean ended;

    /**
     * @param initial what is held already, or {@link RenewalState#empty}
     * @param executor runs the fetches; one that runs them in the caller's thread is fine for tests
     */
    public Renewal(
            CredentialSource source,
            RenewalState initial,
            InstantSource clock,
            RandomGenerator random,
            FetchExecutor executor,
            Listener listener) {
        this.source = source;
        this.clock = clock;
        this.random = random;
        this.executor = executor;
        this.listener = listener;
        this.state = new AtomicReference<>(initial);
    }

    /** What is held now. */
    public RenewalState state() {
        return Objects.requireNonNull(state.get());
    }

    /** True while a fetch is running that has not passed its deadline. */
    public boolean fetching() {
        return running.get() != null;
    }

    /** Starts a fetch when one is due and none is running, and gives up one that takes too long. */
    public void look() {
        Instant now = clock.instant();
        Attempt attempt = running.get();
        if (attempt != null && attempt.overdue(now)) {
            fail(attempt, new Problem.Unreachable("cannot renew the credentials", "AWS did not answer", null, null));
        }
        if (state().due(now)) {
            fetch();
        }
    }

    /** Starts a fetch now, due or not, unless one is running. */
    public void fetch() {
        fetch(new Attempt(era.get(), false));
    }

    /** The same because somebody asked for what is not held. */
    public void demand() {
        fetch(new Attempt(era.get(), true));
    }

    private void fetch(Attempt attempt) {
        if (!ended && running.compareAndSet(null, attempt)) {
            lastFetch = clock.instant();
            executor.execute(attempt);
        }
    }

    /** The sign-in is another one now: a source that waited for it is asked again at the next {@link #look}. */
    public void signInChanged() {
        state.updateAndGet(RenewalState::signInChanged);
    }

    /** Somebody has signed in again, perhaps another person: a fetch is due at the next {@link #look}. */
    public void newSignIn() {
        state.updateAndGet(RenewalState::withNewSignIn);
    }

    /** When the latest fetch began, long ago when there was none. */
    public Instant lastFetch() {
        return lastFetch;
    }

    /** The person has signed out: nothing is held any longer, and what a running fetch brings is dropped. */
    public void signedOut() {
        era.incrementAndGet();
        running.set(null);
        state.updateAndGet(current -> ended ? current : RenewalState.signedOut(clock.instant()));
    }

    /** The clock was set, or the machine slept: no pause that was to last until some time of the clock counts. */
    public void clockChanged() {
        lastFetch = Instant.EPOCH;
        state.updateAndGet(RenewalState::withoutPause);
    }

    /** Lets go of credentials that may not be returned any longer. */
    public void forgetExpired() {
        state.updateAndGet(current -> current.withoutExpired(clock.instant()));
    }

    /** No further fetch; the result of a running one is dropped, and what was held is forgotten. */
    public void end() {
        ended = true;
        state.set(RenewalState.empty());
    }

    private void run(Attempt attempt) {
        if (attempt.since == null) {
            attempt.since = clock.instant();
        }
        // A defect of the source passes through, but not without freeing the place of this attempt.
        Problem failure = new Problem.Unreachable("cannot renew the credentials", "internal error", null, null);
        try {
            succeed(attempt, source.fetch());
        } catch (Problem problem) {
            failure = problem;
        } finally {
            fail(attempt, failure);
        }
    }

    // A late result is taken like any other: it replaces nothing that is better.
    private void succeed(Attempt attempt, RoleCredentials fresh) {
        Instant now = clock.instant();
        double chance = random.nextDouble();
        RenewalState after =
                state.updateAndGet(current -> dropped(attempt) ? current : current.succeeded(fresh, now, chance));
        // Only now, or another fetch could start on the old state.
        running.compareAndSet(attempt, null);
        publish(attempt, after);
    }

    // Does nothing for an attempt that is settled already.
    private void fail(Attempt attempt, Problem problem) {
        if (running.get() != attempt) {
            return;
        }
        Instant now = clock.instant();
        double chance = random.nextDouble();
        RenewalState after =
                state.updateAndGet(current -> dropped(attempt) ? current : current.failed(problem, now, chance));
        running.compareAndSet(attempt, null);
        publish(attempt, after);
    }

    private boolean dropped(Attempt attempt) {
        return ended || attempt.era != era.get();
    }

    private void publish(Attempt attempt, RenewalState current) {
        if (dropped(attempt)) {
            return;
        }
        if (attempt.demanded) {
            listener.demanded(current);
        } else {
            listener.fetched(current);
        }
    }
}
