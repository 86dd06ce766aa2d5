package dev.awssso.ecs.http;

import dev.awssso.platform.SocketTable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** What a server that has just begun to listen finds out about the place where it runs. */
final class Surroundings {

    private static final int PATIENCE_MILLIS = 3000;

    private Surroundings() {}

    /** True when the server, called by this very process, takes it for its user's. */
    static boolean knowsItself(InetSocketAddress end) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(end, PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("HEAD /slot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

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
