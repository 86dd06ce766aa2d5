package dev.awssso.ecs.client;

import dev.awssso.platform.SocketTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Who listens on this machine. */
@FunctionalInterface
public interface Listeners {

    /** The uids of all listening sockets that can receive a connection to this address; empty when there is none. */
    List<Long> owners(InetSocketAddress dialled) throws IOException;

    /** As the kernel tells it now. */
    static Listeners ofKernel() {
        return dialled -> SocketTable.read().listenersFor(dialled).stream()
                .map(SocketTable.Row::uid)
                .toList();
    }
}
