package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The listener that the browser is redirected to (RFC 8252 7.3): on 127.0.0.1 alone, for one answer, for at most sixteen
 * connections at once.
 */
final class CallbackServer implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 16;

    private final ServerSocket listener;
    private final Callback callback;
    private final Instance instance;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final CompletableFuture<Callback.Outcome> outcome = new CompletableFuture<>();

    private CallbackServer(ServerSocket listener, Callback callback, Instance instance) {
        this.listener = listener;
        this.callback = callback;
        this.instance = instance;
    }

    /**
     * Listens.
     *
     * @param port the port, 0 for any
     * @param instance what the person signs in to, for the page at the end
     * @throws Problem.Usage when the port is taken
     */
    static CallbackServer listen(int port, Callback callback, Instance instance) {
        try {
            ServerSocket listener = new ServerSocket();
            InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
            listener.bind(new InetSocketAddress(loopback, port), MOST_CONNECTIONS);
            CallbackServer server = new CallbackServer(listener, callback, instance);
            daemon("callback-listener", server::acceptAll).start();
            return server;
        } catch (IOException e) {
            throw new Problem.Usage(
                    "cannot listen on 127.0.0.1:" + port + " for the sign-in",
                    e.getMessage() + "; use another --callback-port, or --use-device-code",
                    null,
                    e);
        }
    }

    /** What the browser is redirected to, with the port. */
    URI redirectUri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + Callback.PATH);
    }

    /** Waits for the browser; empty when it does not come in time. */
    Optional<Callback.Outcome> await(Duration atMost) {
        try {
            return Optional.of(outcome.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting for the browser");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it exceptionally", e);
        }
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (places.tryAcquire()) {
                    daemon("callback", () -> serve(socket)).start();
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                // A connection that broke off; or the listener was closed, which ends the loop.
            }
        }
    }

    private void serve(Socket socket) {
        try (CallbackExchange exchange = new CallbackExchange(socket, instance)) {
            Callback.Outcome end = exchange.answer(callback);
            if (end != null) {
                outcome.complete(end);
            }
        } catch (IOException e) {
            // A stranger that sent nothing, too slowly, or broke off; the browser will come by itself.
        } finally {
            places.release();
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "aws-sso-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Stops listening. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // The process lets go of it in any case.
        }
    }
}
