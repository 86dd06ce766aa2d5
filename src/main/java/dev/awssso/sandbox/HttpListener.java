package dev.awssso.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sandbox's socket, with a thread per connection.
 *
 * <p>Not the JDK's own server, because that writes its own {@code Date}, and a client's answer to a skewed clock is one
 * of the things to be tried here.
 */
final class HttpListener implements AutoCloseable {

    /** What answers a request; empty to hang up without an answer. */
    @FunctionalInterface
    interface Handler {
        Optional<Reply> answer(Request request) throws InterruptedException;
    }

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ServerSocket socket;
    private final HttpConnection protocol;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sandbox-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private HttpListener(ServerSocket socket, HttpConnection protocol) {
        this.socket = socket;
        this.protocol = protocol;
    }

    /** Binds the address and starts to answer; port 0 takes any. */
    static HttpListener start(InetSocketAddress address, HttpConnection protocol) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, 256);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        HttpListener listener = new HttpListener(socket, protocol);
        listener.threads.execute(listener::accept);
        return listener;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException goesOn) {
                // Closed, or a client that was gone before we got to it.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            protocol.serve(connection);
        } catch (IOException e) {
            // The client went away, or does not trust our certificate; nobody is left to be told.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Stops listening and hangs up on everybody. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
