package dev.awssso.platform;

import java.net.InetSocketAddress;
import java.util.List;
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
     * shown with the uid 0, so it must not be taken for root's), or when it is not certain which one.
     *
     * @param table read after the connection was accepted
     * @param peer the other end
     * @param ours our end
     */
    public static Optional<PeerOwner> find(SocketTable table, InetSocketAddress peer, InetSocketAddress ours) {
        List<SocketTable.Row> rows = table.connections(peer, ours);
        if (rows.size() != 1) {
            return Optional.empty();
        }
        SocketTable.Row row = rows.get(0);
        return ALIVE.contains(row.state()) && row.inode() != 0
                ? Optional.of(new PeerOwner(row.uid(), row.inode()))
                : Optional.empty();
    }
}
