package dev.awssso.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection: HTTP/1.1 with keep-alive, TLS when the client begins with it, and the tunnel of a proxy (RFC 9110
 * 9.3.6), whose other end is the sandbox itself.
 */
final class HttpConnection {

    private static final int IDLE_MILLIS = 60_000;
    private static final int TLS_HANDSHAKE = 0x16; // RFC 8446 5.1: the first byte that a client sends
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final HttpListener.Handler handler;
    private final HostRules hosts;
    private final @Nullable TlsContexts tls;

    HttpConnection(InstantSource clock, HttpListener.Handler handler, HostRules hosts, @Nullable TlsContexts tls) {
        this.clock = clock;
        this.handler = handler;
        this.hosts = hosts;
        this.tls = tls;
    }

    /** Answers until one of the two hangs up. */
    void serve(Socket connection) throws IOException, InterruptedException {
        connection.setTcpNoDelay(true);
        connection.setSoTimeout(IDLE_MILLIS);
        InetAddress local = connection.getLocalAddress();
        BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
        begin(connection, in, new Arrival(local, null, false));
    }

    private void begin(Socket connection, BufferedInputStream in, Arrival arrival)
            throws IOException, InterruptedException {
        in.mark(1);
        int first = in.read();
        in.reset();
        if (first == TLS_HANDSHAKE && tls != null) {
            byte[] consumed = in.readNBytes(in.available());
            try (Socket secure = tls.over(connection, consumed, arrival)) {
                exchanges(secure, new BufferedInputStream(secure.getInputStream()), arrival.overTls());
            }
        } else if (arrival.tunnel() == null) {
            exchanges(connection, in, arrival);
        }
    }

    private void exchanges(Socket connection, BufferedInputStream in, Arrival arrival)
            throws IOException, InterruptedException {
        OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 16 * 1024);
        HttpReader reader = new HttpReader(in, out, arrival);
        boolean again = true;
        while (again) {
            Optional<Request> request = next(reader, out);
            if (request.isEmpty()) {
                return;
            }
            if (request.get().method().equals("CONNECT")) {
                connect(connection, in, out, request.get());
                return;
            }
            again = exchange(request.get(), out);
        }
    }

    private Optional<Request> next(HttpReader reader, OutputStream out) throws IOException {
        try {
            return reader.next();
        } catch (Refusal refusal) {
            write(out, Reply.text(refusal.status(), "text/plain", refusal.message()), true, true);
            return Optional.empty();
        }
    }

    private boolean exchange(Request request, OutputStream out) throws IOException, InterruptedException {
        Optional<Reply> reply = handler.answer(request);
        if (reply.isEmpty()) {
            return false;
        }
        boolean last = request.header("connection").orElse("").equalsIgnoreCase("close");
        write(out, reply.get(), !request.method().equals("HEAD"), last);
        return !last && !reply.get().isHalf();
    }

    private void connect(Socket connection, BufferedInputStream in, OutputStream out, Request request)
            throws IOException, InterruptedException {
        Arrival arrival = request.arrival();
        if (tls == null || arrival.tunnel() != null) {
            write(out, Reply.text(403, "text/plain", "the sandbox is not a proxy: start it with --tls\n"), true, true);
            return;
        }
        Optional<String> host = hosts.tunnel(request.target(), arrival.local(), connection.getLocalPort());
        if (host.isEmpty()) {
            String text =
                    "this proxy serves the AWS host names that the sandbox simulates, on port 443, and forwards nothing\n";
            write(out, Reply.text(403, "text/plain", text), true, true);
            return;
        }
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        begin(connection, in, arrival.through(host.get()));
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
}
