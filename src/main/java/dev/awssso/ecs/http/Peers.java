package dev.awssso.ecs.http;

import dev.awssso.platform.PeerLookups;
import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.SocketTable;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out who is at the other end of connections, once for each, and whether that is this user. */
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

    private static final Logger LOG = Logger.getLogger(Peers.class);
    // What an event loop may spend on a look by itself, so that a caller who half-closes is still answered.
    private static final long CHEAP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final OptionalLong uid;
    private final Map<HttpConnection, CompletableFuture<Peer>> verdicts = new ConcurrentHashMap<>();
    private final PeerLookups lookups;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ExecutorService looks = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "peers");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long cost;

    /** @param uid whose processes count as the user's own, empty where the system does not say */
    public Peers(OptionalLong uid) {
        this(uid, SocketTable::read);
    }

    Peers(OptionalLong uid, PeerLookups.Snapshots snapshots) {
        this.uid = uid;
        this.lookups = new PeerLookups(snapshots, this::look);
    }

    /** False where the system does not say who owns a connection. */
    boolean tells() {
        return uid.isPresent();
    }

    /** The verdict on a connection; it never fails, and completes on whatever thread. */
    CompletableFuture<Peer> of(HttpConnection connection) {
        CompletableFuture<Peer> known = verdicts.get(connection);
        if (known != null) {
            return known;
        }
        CompletableFuture<Peer> verdict = owner(connection)
                .thenApply(owner -> owner.map(this::judge).orElse(Peer.UNKNOWN))
                .exceptionally(Peers::unreadable);
        verdicts.put(connection, verdict);
        connection.closeHandler(closed -> verdicts.remove(connection));
        return verdict;
    }

    /**
     * Who is at the other end of a connection, looked up again; empty when that cannot be told. It fails when the table
     * of sockets cannot be read.
     */
    CompletableFuture<Optional<PeerOwner>> owner(HttpConnection connection) {
        return lookups.find(end(connection.remoteAddress()), end(connection.localAddress()));
    }

    /** The verdict if there is one by now. */
    @Nullable
    Peer known(HttpConnection connection) {
        CompletableFuture<Peer> verdict = verdicts.get(connection);
        return verdict == null ? null : verdict.getNow(null);
    }

    private Peer judge(PeerOwner owner) {
        return new Peer(owner, owner.uid() == uid.orElse(-1));
    }

    private static Peer unreadable(Throwable failure) {
        LOG.warnf(
                "cannot read the system's socket table, so callers are refused: %s",
                failure.getClass().getName());
        return Peer.UNKNOWN;
    }

    private void look(Runnable look) {
        if (cost < CHEAP_NANOS && looking.compareAndSet(false, true)) {
            try {
                timed(look);
            } finally {
                looking.set(false);
            }
            return;
        }
        try {
            looks.execute(() -> timed(look));
        } catch (RejectedExecutionException ending) {
            timed(look);
        }
    }

    private void timed(Runnable look) {
        long begun = System.nanoTime();
        look.run();
        cost = System.nanoTime() - begun;
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
