package dev.awssso.ecs.client;

import dev.awssso.platform.PeerLookups;
import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.SocketTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Whose the sockets of this machine are. */
public interface SocketOwners {

    /** The uids of all listening sockets that can receive a connection to this address; empty when there is none. */
    List<Long> listening(InetSocketAddress dialled) throws IOException;

    /**
     * The uid that holds the server's end of an open connection; empty when nobody of this network namespace is seen to.
     *
     * @param dialled the server's end
     * @param ours our end
     */
    Optional<Long> accepted(InetSocketAddress dialled, InetSocketAddress ours) throws IOException;

    /** As the kernel tells it now. */
    static SocketOwners ofKernel() {
        return new SocketOwners() {
            @Override
            public List<Long> listening(InetSocketAddress dialled) throws IOException {
                return SocketTable.read().listenersFor(dialled).stream()
                        .map(SocketTable.Row::uid)
                        .toList();
            }

            @Override
            public Optional<Long> accepted(InetSocketAddress dialled, InetSocketAddress ours) throws IOException {
                try {
                    return new PeerLookups(Runnable::run)
                            .find(dialled, ours)
                            .join()
                            .map(PeerOwner::uid);
                } catch (CompletionException unreadable) {
                    throw new IOException("the table of sockets cannot be read", unreadable);
                }
            }
        };
    }
}
