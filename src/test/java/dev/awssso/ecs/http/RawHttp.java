package dev.awssso.ecs.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, on which bytes are sent as they are and answers are read by the letter of HTTP/1.1: with a
 * status line, fields that end in CR LF, and exactly {@code Content-Length} bytes of body.
 */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /**
     * An answer.
     *
     * @param fields the header lines as they came
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Reply(int status, List<String> fields, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The values of a field, in order. */
        List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }

        /** The one value of a field, empty when it is absent. */
        String field(String name) {
            List<String> values = all(name);
            if (values.size() > 1) {
                throw new AssertionError("more than one " + name + " in " + fields);
            }
            return values.isEmpty() ? "" : values.get(0);
        }

        boolean has(String name) {
            return !all(name).isEmpty();
        }
    }

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    static RawHttp connect(InetSocketAddress server) {
        return connect(server, null);
    }

    /** @param security makes the connection secure before anything is sent, null for none */
    static RawHttp connect(InetSocketAddress server, @Nullable SSLContext security) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            return new RawHttp(security == null ? socket : secured(socket, security));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLSocket secured(Socket socket, SSLContext security) throws IOException {
        String host = socket.getInetAddress().getHostAddress();
        SSLSocket secured = (SSLSocket) security.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Sends text as ISO 8859-1 bytes, nothing added. */
    RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent, and still listens. */
    RawHttp halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply reply() {
        return reply("GET");
    }

    /** Reads the answer to a request of this method. */
    Reply reply(String method) {
        try {
            String start = line();
            while (start.equals("HTTP/1.1 100 Continue")) {
                while (!line().isEmpty()) {
                    // an interim answer has no fields that matter
                }
                start = line();
            }
            // The parser answers what it cannot read in the version that it has seen, or in the oldest.
            if (!start.matches("HTTP/[12]\\.[01] [1-5][0-9][0-9] .+")) {
                throw new AssertionError("no status line: " + start);
            }
            int status = Integer.parseInt(start.substring(9, 12));
            List<String> fields = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                fields.add(line);
            }
            Reply head = new Reply(status, List.copyOf(fields), new byte[0]);
            int length = method.equals("HEAD") ? 0 : Integer.parseInt("0" + head.field("Content-Length"));
            byte[] body = in.readNBytes(length);
            if (body.length != length) {
                throw new AssertionError("half an answer");
            }
            return new Reply(status, head.fields(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The interim answer that lets a body come; fails when another comes first. */
    void awaitContinue() {
        try {
            String start = line();
            if (!start.equals("HTTP/1.1 100 Continue") || !line().isEmpty()) {
                throw new AssertionError("not told to go on: " + start);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True when the server has closed, with nothing more to read. */
    boolean closed() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed in the middle of an answer: " + line);
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new AssertionError("a line ends in a bare LF");
        }
        return text.substring(0, text.length() - 1);
    }

    /** Closes without waiting for anything; neither side keeps a row for it in the table of sockets. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
