package dev.awssso.ecs.client;

import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Another user's program on the same port of the other loopback address, where {@code localhost} may lead. */
public final class Neighbour {

    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private Neighbour() {}

    /** One line about it; empty when there is none, or when this system does not say. */
    public static Optional<String> foreign(InetSocketAddress server) {
        OptionalLong self = UserId.effective();
        if (self.isEmpty() || !server.getAddress().isLoopbackAddress()) {
            return Optional.empty();
        }
        try {
            byte[] other = server.getAddress().getAddress().length == 4 ? IPV6_LOOPBACK : IPV4_LOOPBACK;
            InetSocketAddress beside = new InetSocketAddress(InetAddress.getByAddress(other), server.getPort());
            List<Long> owners = SocketOwners.ofKernel().listening(beside);
            return owners.stream()
                    .filter(uid -> uid != self.getAsLong())
                    .findFirst()
                    .map(uid -> "uid " + uid + " listens on " + NumericAddress.of(beside)
                            + ", and the name localhost may resolve to it; use " + NumericAddress.of(server));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
