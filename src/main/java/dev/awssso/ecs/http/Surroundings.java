package dev.awssso.ecs.http;

import dev.awssso.platform.SocketTable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** What a server that has just begun to listen finds out about the place where it runs. */
final class Surroundings {

    private Surroundings() {}

    /**
     * True when a process of another user listens on IPv6's loopback with the same port, so that the name localhost
     * may lead there.
     */
    static boolean hasForeignNeighbour(InetSocketAddress end, OptionalLong uid) {
        if (uid.isEmpty() || !end.getAddress().getHostAddress().equals("127.0.0.1")) {
            return false;
        }
        try {
            return SocketTable.read().listeners(end.getPort()).stream()
                    .filter(row -> row.local().getAddress() instanceof Inet6Address)
                    .filter(row -> row.local().getAddress().isLoopbackAddress()
                            || row.local().getAddress().isAnyLocalAddress())
                    .anyMatch(row -> row.uid() != uid.getAsLong());
        } catch (IOException e) {
            return false;
        }
    }
}
