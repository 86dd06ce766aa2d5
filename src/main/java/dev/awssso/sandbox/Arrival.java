package dev.awssso.sandbox;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way that a request came.
 *
 * @param local the address of ours that its connection was made to
 * @param tunnel the host of the CONNECT it came through, in lower case; null when it came directly
 * @param encrypted whether it came over TLS
 */
record Arrival(InetAddress local, @Nullable String tunnel, boolean encrypted) {

    /** The same connection, inside a tunnel to this host. */
    Arrival through(String host) {
        return new Arrival(local, host, encrypted);
    }

    Arrival overTls() {
        return new Arrival(local, tunnel, true);
    }
}
