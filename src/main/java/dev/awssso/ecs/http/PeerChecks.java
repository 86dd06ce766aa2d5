package dev.awssso.ecs.http;

import dev.awssso.platform.PeerLookups;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Finds out who is at the other end of new connections, away from the event loop. */
final class PeerChecks {

    private static final Logger LOG = Logger.getLogger(PeerChecks.class);

    private final long uid;
    private final PeerLookups lookups;

    /**
     * The checks of a server.
     *
     * @param uid whose processes count as the user's own
     * @param executor reads the table of sockets
     */
    PeerChecks(long uid, Executor executor) {
        this.uid = uid;
        this.lookups = new PeerLookups(executor);
    }

    /** The verdict on a connection that was just accepted; it never fails. */
    Future<Peer> check(InetSocketAddress peer, InetSocketAddress ours) {
        Promise<Peer> verdict = Promise.promise();
        var unused = lookups.find(peer, ours)
                .thenApply(owner ->
                        owner.map(found -> new Peer(found, found.uid() == uid)).orElse(Peer.UNKNOWN))
                .exceptionally(PeerChecks::unreadable)
                .thenAccept(verdict::complete);
        return verdict.future();
    }

    private static Peer unreadable(Throwable failure) {
        LOG.warnf("the table of sockets cannot be read: callers are refused (%s)", failure);
        return Peer.UNKNOWN;
    }
}
