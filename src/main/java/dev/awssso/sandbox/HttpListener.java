package dev.awssso.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sandbox's socket: HTTP/1.1 with keep-alive on loopback, a thread per connection.
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

    private static final int IDLE_MILLIS = 60_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ServerSocket socket;
    private final InstantSource clock;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sandbox-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private HttpListener(ServerSocket socket, InstantSource clock, Handler handler) {
        this.socket = socket;
        this.clock = clock;
        this.handler = handler;
    }

    /** Binds 127.0.0.1 and starts to answer; port 0 takes any. */
    static HttpListener start(int port, InstantSource clock, Handler handler) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 256);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        HttpListener listener = new HttpListener(socket, clock, handler);
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
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 16 * 1024);
            HttpReader reader = new HttpReader(new BufferedInputStream(connection.getInputStream()), out);
            boolean again = true;
            while (again) {
                again = exchange(reader, out);
            }
        } catch (IOException e) {
            // The client went away; nobody is left to be told.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    private boolean exchange(HttpReader reader, OutputStream out) throws IOException, InterruptedException {
        Optional<Request> next;
        try {
            next = reader.next();
        } catch (Refusal refusal) {
            write(out, Reply.text(refusal.status(), "text/plain", refusal.message()), true, true);
            return false;
        }
        if (next.isEmpty()) {
            return false;
        }
        Request request = next.get();
        Optional<Reply> reply = handler.answer(request);
        if (reply.isEmpty()) {
            return false;
        }
        boolean last = request.header("connection").orElse("").equalsIgnoreCase("close");
        write(out, reply.get(), !request.method().equals("HEAD"), last);
        return !last && !reply.get().isHalf();
    }

    private void write(OutputStream out, Reply reply, boolean withBody, boolean last) throws IOException {
        Instant now = clock.instant().plus(reply.dateAhead());
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(reply.status())
                .append(reply.status() < 400 ? " OK" : " Refused")
                .append("\r\nDate: ")
                .append(DATE.format(now))
                .append("\r\nServer: aws-sso-sandbox\r\n");
        reply.headers().forEach(line -> head.append(line).append("\r\n"));
        head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        head.append(last ? "Connection: close\r\n\r\n" : "\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(reply.body(), 0, reply.isHalf() ? reply.body().length / 2 : reply.body().length);
        }
        out.flush();
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
