package dev.awssso.ecs.http;

import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.SocketTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is at the other end of connections, once for each. One look at the kernel's table, begun after the
 * connection was accepted, serves all that wait for one. Where a row is missing a second look is taken: the kernel
 * prints the table in pieces while it changes.
 */
public final class Peers implements AutoCloseable {

    /**
     * What is known of the process at the other end.
     *
     * @param owner who it is, null when that cannot be told
     * @param trusted whether it counts as this user's own
     */
    record Peer(@Nullable PeerOwner owner, boolean trusted) {

        static final Peer UNKNOWN = new Peer(null, false);
    }

    private record Waiting(InetSocketAddress peer, InetSocketAddress ours, Promise<Peer> verdict) {}

    private static final Logger LOG = Logger.getLogger(Peers.class);
    private static final long BEFORE_SECOND_LOOK_MILLIS = 20;
    // What an event loop may spend on a look by itself, so that a caller who has half closed is still answered.
    private static final long CHEAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final OptionalLong uid;
    private final Map<HttpConnection, Future<Peer>> verdicts = new ConcurrentHashMap<>();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong cost = new AtomicLong();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "peers");
        thread.setDaemon(true);
        return thread;
    });

    /** @param uid whose processes count as the user's own, empty where the system does not tell */
    public Peers(OptionalLong uid) {
        this.uid = uid;
    }

    /** False where the system does not tell who owns a connection. */
    boolean tells() {
        return uid.isPresent();
    }

    /** The verdict on a connection; it never fails, and completes on whatever thread. */
    Future<Peer> of(HttpConnection connection) {
        Future<Peer> known = verdicts.get(connection);
        if (known != null) {
            return known;
        }
        Future<Peer> verdict = check(end(connection.remoteAddress()), end(connection.localAddress()));
        verdicts.put(connection, verdict);
        connection.closeHandler(closed -> verdicts.remove(connection));
        return verdict;
    }

    /** The verdict if there is one by now. */
    @Nullable
    Peer known(HttpConnection connection) {
        Future<Peer> verdict = verdicts.get(connection);
        return verdict == null ? null : verdict.result();
    }

    /** The verdict on a connection with these ends. */
    Future<Peer> check(InetSocketAddress peer, InetSocketAddress ours) {
        Waiting one = new Waiting(peer, ours, Promise.promise());
        if (cost.get() < CHEAP_NANOS && looking.compareAndSet(false, true)) {
            try {
                judge(List.of(one), false);
            } finally {
                looking.set(false);
            }
            if (!waiting.isEmpty()) {
                schedule();
            }
            return one.verdict().future();
        }
        waiting.add(one);
        schedule();
        return one.verdict().future();
    }

    private void schedule() {
        try {
            looks.execute(this::look);
        } catch (RejectedExecutionException ending) {
            waiting.forEach(one -> one.verdict().tryComplete(Peer.UNKNOWN));
        }
    }

    private void look() {
        if (waiting.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Waiting> round = new ArrayList<>();
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                round.add(next);
            }
            judge(round, false);
        } finally {
            looking.set(false);
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private void judge(List<Waiting> round, boolean last) {
        long begun = System.nanoTime();
        SocketTable table;
        try {
            table = SocketTable.read();
        } catch (IOException e) {
            LOG.warn("the table of sockets cannot be read: callers are refused");
            round.forEach(one -> one.verdict().tryComplete(Peer.UNKNOWN));
            return;
        }
        List<Waiting> missing = new ArrayList<>();
        for (Waiting one : round) {
            PeerOwner owner =
                    PeerOwner.find(table, one.peer(), one.ours()).orElse(null);
            if (owner != null) {
                one.verdict().tryComplete(new Peer(owner, owner.uid() == uid.orElse(-1)));
            } else if (last) {
                one.verdict().tryComplete(Peer.UNKNOWN);
            } else {
                missing.add(one);
            }
        }
        cost.set(System.nanoTime() - begun);
        if (!missing.isEmpty()) {
            lookAgain(missing);
        }
    }

    private void lookAgain(List<Waiting> missing) {
        try {
            looks.schedule(() -> judge(missing, true), BEFORE_SECOND_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            missing.forEach(one -> one.verdict().tryComplete(Peer.UNKNOWN));
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }

    /** The address and port of one end of a connection. */
    static InetSocketAddress end(SocketAddress address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address.hostAddress()), address.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the end of a TCP connection has a numeric address", e);
        }
    }
}
