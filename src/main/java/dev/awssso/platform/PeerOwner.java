package dev.awssso.platform;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds the other end of a connection on this machine, as the kernel's socket table shows it.
 *
 * @param uid the user
 * @param inode the socket, by which a process that holds it can be found
 */
public record PeerOwner(long uid, long inode) {

    // include/net/tcp_states.h: established, and the two in which the peer has closed its sending side.
    private static final List<Integer> ALIVE = List.of(0x01, 0x04, 0x05);

    /**
     * Finds the owner. Empty when no process of this network namespace holds that end (a socket that nobody holds is
     * shown with the uid 0, so it must not be taken for root's), or when it is not certain which one. One snapshot may
     * lack a row that is there, so only a second one settles that (see {@link PeerLookups}).
     *
     * @param table read after the connection was accepted
     * @param peer the other end
     * @param ours our end
     */
    public static Optional<PeerOwner> find(SocketTable table, InetSocketAddress peer, InetSocketAddress ours) {
        // The kernel prints its table in pieces while it changes: a socket can be in it twice, the later row is newer.
        Map<PeerOwner, SocketTable.Row> sockets = new LinkedHashMap<>();
        for (SocketTable.Row row : table.connections(peer, ours)) {
            sockets.put(new PeerOwner(row.uid(), row.inode()), row);
        }
        if (sockets.size() != 1) {
            return Optional.empty();
        }
        SocketTable.Row row = sockets.values().iterator().next();
        return ALIVE.contains(row.state()) && row.inode() != 0
                ? Optional.of(new PeerOwner(row.uid(), row.inode()))
                : Optional.empty();
    }
}
