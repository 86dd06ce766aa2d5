package dev.awssso.run;

import dev.awssso.ecs.protocol.ProtocolError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * A listener on a free port of 127.0.0.1, in one thread. No caller keeps a thread: one that sends nothing, half a
 * request, or takes nothing of its answers is closed after some seconds, and when there are too many, the one that has
 * been waited for longest goes first.
 */
final class EndpointListener implements AutoCloseable {

    /** Answers requests; it must not wait for anything. */
    @FunctionalInterface
    interface Responder {

        /**
         * The answer to one request.
         *
         * @throws dev.awssso.ecs.protocol.RequestRejected in place of an answer
         */
        EndpointResponse respond(RequestHead head);
    }

    private static final int MOST_CONNECTIONS = 256;
    private static final int BACKLOG = 512;
    // Fewer than the connections that are kept: one that has just come is read before it can be too old.
    private static final int MOST_ACCEPTED = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 500;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final ServerSocketChannel socket;
    private final Selector selector;
    private final Responder responder;
    // Those waited for longest first.
    private final Deque<EndpointConnection> connections = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;

    private EndpointListener(ServerSocketChannel socket, Selector selector, Responder responder) {
        this.socket = socket;
        this.selector = selector;
        this.responder = responder;
        this.thread = new Thread(this::serve, "private-endpoint");
        thread.setDaemon(true);
    }

    /** Begins to listen. */
    static EndpointListener open(Responder responder) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel socket = ServerSocketChannel.open();
        // The literal address: localhost may lead elsewhere.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        socket.bind(new InetSocketAddress(loopback, 0), BACKLOG);
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_ACCEPT);
        EndpointListener listener = new EndpointListener(socket, selector, responder);
        listener.thread.start();
        return listener;
    }

    /** Where it listens. */
    int port() {
        return socket.socket().getLocalPort();
    }

    /** Nobody listens there any longer when this returns. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (selector;
                socket) {
            while (!closed) {
                round();
            }
        } catch (IOException e) {
            // The selector itself is broken, which happens to closed ones alone.
            closed = true;
        } finally {
            connections.forEach(EndpointConnection::close);
        }
    }

    private void round() throws IOException {
        selector.select(LOOK_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof EndpointConnection connection) {
                proceed(connection);
            } else {
                accept();
            }
        }
        selector.selectedKeys().clear();
        while (!connections.isEmpty() && connections.getFirst().waitedFor(PATIENCE)) {
            connections.removeFirst().tooSlow(ProtocolError.TOO_SLOW);
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < MOST_ACCEPTED; i++) {
                SocketChannel channel = socket.accept();
                if (channel == null) {
                    return;
                }
                channel.configureBlocking(false);
                EndpointConnection connection = new EndpointConnection(channel, responder);
                connection.register(selector);
                connections.addLast(connection);
                if (connections.size() > MOST_CONNECTIONS) {
                    connections.removeFirst().close();
                }
            }
        } catch (IOException outOfDescriptors) {
            if (!connections.isEmpty()) {
                connections.removeFirst().close();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void proceed(EndpointConnection connection) {
        boolean progress = connection.proceed();
        if (connection.over() || progress) {
            connections.remove(connection);
        }
        if (!connection.over() && progress) {
            connections.addLast(connection);
        }
    }
}
