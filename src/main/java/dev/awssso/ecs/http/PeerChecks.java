package dev.awssso.ecs.http;

import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.SocketTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Finds out who is at the other end of new connections, away from the event loop. One look at the kernel's table,
 * begun after the accept, serves all connections that wait for one.
 */
final class PeerChecks {

    private static final Logger LOG = Logger.getLogger(PeerChecks.class);

    private record Waiting(InetSocketAddress peer, InetSocketAddress ours, Promise<Peer> verdict) {}

    private final long uid;
    private final Executor executor;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * The checks of a server.
     *
     * @param uid whose processes count as the user's own
     * @param executor reads the table
     */
    PeerChecks(long uid, Executor executor) {
        this.uid = uid;
        this.executor = executor;
    }

    /** The verdict on a connection that was just accepted; it never fails. */
    Future<Peer> check(InetSocketAddress peer, InetSocketAddress ours) {
        Promise<Peer> verdict = Promise.promise();
        waiting.add(new Waiting(peer, ours, verdict));
        schedule();
        return verdict.future();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            executor.execute(this::look);
        }
    }

    private void look() {
        scheduled.set(false);
        List<Waiting> round = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            round.add(next);
        }
        if (round.isEmpty()) {
            return;
        }
        try {
            SocketTable table = SocketTable.read();
            round.forEach(one -> one.verdict().tryComplete(judge(table, one)));
        } catch (IOException e) {
            LOG.warn("the table of sockets cannot be read: callers are refused");
            round.forEach(one -> one.verdict().tryComplete(Peer.UNKNOWN));
        }
    }

    private Peer judge(SocketTable table, Waiting one) {
        return PeerOwner.find(table, one.peer(), one.ours())
                .map(owner -> new Peer(owner, owner.uid() == uid))
                .orElse(Peer.UNKNOWN);
    }
}
