package dev.awssso.ecs.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a credentials server, and HTTP/1.1 as far as that server speaks it (RFC 9112: a body of
 * {@code Content-Length}, never chunked, no redirects). Java's own clients choose a connection by themselves; here the
 * proof and the upload must share one.
 */
final class HttpConnection implements AutoCloseable {

    /**
     * How long things may take.
     *
     * @param connect the connection
     * @param call a request and its answer
     */
    record Limits(Duration connect, Duration call) {

        static final Limits DEFAULT = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int LARGEST_BODY = 4 << 20;

    private final Socket socket;
    private final Limits limits;
    private final String authority;
    private final InputStream in;
    private final OutputStream out;
    private long deadline;
    private boolean reusable = true;

    private HttpConnection(Socket socket, String authority, Limits limits) throws IOException {
        this.limits = limits;
        this.socket = socket;
        this.authority = authority;
        this.in = new BufferedInputStream(new DeadlineStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /**
     * Dials an address, never through a proxy.
     *
     * @param authority what goes into {@code Host}
     * @param pin how to recognise the server of an HTTPS connection, null for plain HTTP
     */
    static HttpConnection open(InetSocketAddress address, String authority, @Nullable CertificatePin pin, Limits limits)
            throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        boolean opened = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) limits.connect().toMillis());
            socket.setSoTimeout((int) limits.call().toMillis());
            HttpConnection connection =
                    new HttpConnection(pin == null ? socket : pin.secure(socket, authority), authority, limits);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
    }

    /** Our end. */
    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** False once either side wanted the connection to end. */
    boolean reusable() {
        return reusable;
    }

    /**
     * One request and its answer.
     *
     * @param headers whole header values, already free of line breaks
     * @param body null for a request without one
     */
    HttpReply exchange(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        deadline = System.nanoTime() + limits.call().toNanos();
        // Until the answer is complete nobody knows where the next one would begin.
        reusable = false;
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(authority).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body != null) {
            head.append("Content-Type: application/json\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        out.write(join(head.toString().getBytes(StandardCharsets.US_ASCII), body));
        out.flush();
        HttpReply reply = read();
        reusable = !reply.header("connection").filter("close"::equalsIgnoreCase).isPresent();
        return reply;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Whatever was to be said has been said.
        }
    }

    private HttpReply read() throws IOException {
        String status = line();
        // status-line = "HTTP/1.1 " 3DIGIT " " [reason]
        boolean http = status.length() >= 12
                && status.startsWith("HTTP/1.1 ")
                && status.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!http) {
            throw new ProtocolException("its answer is not HTTP");
        }
        Map<String, String> headers = headers();
        String length = headers.get("content-length");
        if (length == null || headers.containsKey("transfer-encoding") || !length.matches("[0-9]{1,7}")) {
            throw new ProtocolException("its answer has no length");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > LARGEST_BODY) {
            throw new ProtocolException("its answer is too long");
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new ProtocolException("its answer ends early");
        }
        return new HttpReply(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i <= MOST_HEADERS; i++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("its answer is not HTTP");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new ProtocolException("its answer has too many headers");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new ProtocolException("it closed the connection");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("its answer is not HTTP");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static byte[] join(byte[] head, byte @Nullable [] body) {
        if (body == null) {
            return head;
        }
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Reads that end at the call's deadline, however slowly the bytes drip in. */
    private final class DeadlineStream extends InputStream {

        private final InputStream from;

        DeadlineStream(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            limit();
            return from.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            limit();
            return from.read(target, offset, length);
        }

        private void limit() throws IOException {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no complete answer in time");
            }
            socket.setSoTimeout((int) left);
        }
    }
}
