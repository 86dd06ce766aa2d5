package dev.awssso.ecs;

import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets slots of the same sign-in and role share one fetch: whoever comes while one is under way, or right after it,
 * gets what it brought.
 */
final class SharedFetches {

    /** Slots of one role are due together, but a thread may be late for its turn. */
    private static final Duration SHARED = Duration.ofMillis(500);

    private static final class Fetch {
        private final CompletableFuture<RoleCredentials> outcome = new CompletableFuture<>();
        private @Nullable Instant done;
    }

    /** What two fetches must have in common: a person who has signed in since gets nothing of the one before. */
    private record Shared(SlotSource source, @Nullable String signIn) {}

    private final InstantSource clock;
    private final RoleSources sources;
    private final Map<Shared, Fetch> fetches = new HashMap<>();
    // Each is there for as long as a slot uses it.
    private final Map<SlotSource, WeakReference<FetchQueue>> queues = new HashMap<>();

    SharedFetches(InstantSource clock, RoleSources sources) {
        this.clock = clock;
        this.sources = sources;
    }

    /** A source that shares its fetches with all others of the same description. */
    CredentialSource sharing(SlotSource source, CredentialSource alone) {
        return () -> fetch(new Shared(source, sources.signInId(source).orElse(null)), alone);
    }

    /**
     * Where the fetches of a source wait for each other, in no thread.
     *
     * @param threads runs the fetches of all sources
     */
    synchronized FetchQueue queue(SlotSource source, Executor threads) {
        WeakReference<FetchQueue> known = queues.get(source);
        FetchQueue present = known == null ? null : known.get();
        if (present != null) {
            return present;
        }
        FetchQueue fresh = new FetchQueue(threads, () -> forgetFailure(source));
        queues.put(source, new WeakReference<>(fresh));
        return fresh;
    }

    /** Lets go of what was fetched some time ago. */
    synchronized void forget(Instant now) {
        queues.values().removeIf(queue -> queue.get() == null);
        fetches.values().removeIf(fetch -> over(fetch, now));
    }

    private RoleCredentials fetch(Shared source, CredentialSource alone) {
        Fetch mine = new Fetch();
        Fetch shared = enter(source, mine);
        return shared == mine ? lead(mine, alone) : follow(shared);
    }

    private synchronized Fetch enter(Shared source, Fetch mine) {
        Fetch present = fetches.get(source);
        if (present != null && !over(present, clock.instant())) {
            return present;
        }
        fetches.put(source, mine);
        return mine;
    }

    private RoleCredentials lead(Fetch mine, CredentialSource alone) {
        try {
            RoleCredentials fetched = alone.fetch();
            mine.outcome.complete(fetched);
            return fetched;
        } catch (RuntimeException | Error failure) {
            mine.outcome.completeExceptionally(failure);
            throw failure;
        } finally {
            leave(mine);
        }
    }

    private synchronized void leave(Fetch mine) {
        mine.done = clock.instant();
    }

    // A failure is for those who waited for it; whoever comes later tries by itself.
    private synchronized void forgetFailure(SlotSource source) {
        fetches.entrySet()
                .removeIf(entry -> entry.getKey().source().equals(source)
                        && entry.getValue().outcome.isCompletedExceptionally());
    }

    // Never waits: the fetches of one source follow each other.
    private static RoleCredentials follow(Fetch shared) {
        try {
            return shared.outcome.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw failed;
        }
    }

    private static boolean over(Fetch fetch, Instant now) {
        Instant done = fetch.done;
        return done != null && (done.plus(SHARED).isBefore(now) || done.isAfter(now));
    }
}
