package dev.awssso.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds the owners of the other ends of connections. One snapshot of the socket table, begun after all of them were
 * asked for, serves every lookup that waits. A peer that is not found is looked for a second time, in a snapshot that
 * is begun at least 20 ms later: the kernel prints its table in pieces while it changes, so that a row may be missing.
 */
public final class PeerLookups {

    private static final Duration BEFORE_SECOND_LOOK = Duration.ofMillis(20);

    /** Reads the socket table. */
    @FunctionalInterface
    public interface Snapshots {

        SocketTable read() throws IOException;
    }

    private record Lookup(
            InetSocketAddress peer,
            InetSocketAddress ours,
            boolean second,
            CompletableFuture<Optional<PeerOwner>> owner) {}

    private final Snapshots snapshots;
    private final Executor executor;
    private final Executor later;
    private final Queue<Lookup> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * Lookups in the kernel's table.
     *
     * @param executor reads the table
     */
    public PeerLookups(Executor executor) {
        this(SocketTable::read, executor);
    }

    /**
     * Lookups in these snapshots.
     *
     * @param executor reads them
     */
    public PeerLookups(Snapshots snapshots, Executor executor) {
        this.snapshots = snapshots;
        this.executor = executor;
        this.later = CompletableFuture.delayedExecutor(BEFORE_SECOND_LOOK.toNanos(), TimeUnit.NANOSECONDS, executor);
    }

    /**
     * Finds the owner of a connection that is open already. The result is empty when nobody of this network namespace
     * is seen to hold the other end, and fails with an {@link IOException} when the table cannot be read.
     *
     * @param peer the other end
     * @param ours our end
     */
    public CompletableFuture<Optional<PeerOwner>> find(InetSocketAddress peer, InetSocketAddress ours) {
        CompletableFuture<Optional<PeerOwner>> owner = new CompletableFuture<>();
        waiting.add(new Lookup(peer, ours, false, owner));
        schedule();
        return owner;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            executor.execute(this::look);
        }
    }

    private void look() {
        scheduled.set(false);
        List<Lookup> round = new ArrayList<>();
        for (Lookup next = waiting.poll(); next != null; next = waiting.poll()) {
            round.add(next);
        }
        if (!round.isEmpty()) {
            look(round);
        }
    }

    private void look(List<Lookup> round) {
        List<Lookup> again = new ArrayList<>();
        try {
            SocketTable table = snapshots.read();
            for (Lookup lookup : round) {
                Optional<PeerOwner> owner = PeerOwner.find(table, lookup.peer(), lookup.ours());
                if (owner.isPresent() || lookup.second()) {
                    lookup.owner().complete(owner);
                } else {
                    again.add(new Lookup(lookup.peer(), lookup.ours(), true, lookup.owner()));
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // Whatever it was, nobody may wait forever.
            round.forEach(lookup -> lookup.owner().completeExceptionally(unreadable));
            return;
        }
        if (!again.isEmpty()) {
            later.execute(() -> look(again));
        }
    }
}
