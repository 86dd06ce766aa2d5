package dev.awssso.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HTTP/1.1 requests off one connection (RFC 9112): {@code method SP target SP version CRLF *(field CRLF) CRLF
 * [body]}, the body by Content-Length or chunked.
 */
final class HttpReader {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final Arrival arrival;

    /**
     * A reader of what comes in.
     *
     * @param out gets {@code 100 Continue} where a client waits for it
     */
    HttpReader(InputStream in, OutputStream out, Arrival arrival) {
        this.in = in;
        this.out = out;
        this.arrival = arrival;
    }

    /**
     * The next request; empty when the client has closed the connection.
     *
     * @throws Refusal when it is not HTTP or larger than the limits
     */
    Optional<Request> next() throws IOException {
        int[] budget = {LONGEST_HEAD};
        String start = line(budget);
        if (start.isEmpty()) {
            start = line(budget);
        }
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3 || !target(words[0], words[1]) || !words[2].startsWith("HTTP/1.")) {
            throw new Refusal(400, "BadRequest", "not an HTTP/1.1 request");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String field = line(budget); !field.isEmpty(); field = line(budget)) {
            int colon = field.indexOf(':');
            if (colon <= 0) {
                throw new Refusal(400, "BadRequest", "a header without a name");
            }
            headers.computeIfAbsent(field.substring(0, colon).toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(field.substring(colon + 1).strip());
        }
        return Optional.of(new Request(words[0], words[1], headers, body(headers), arrival));
    }

    // RFC 9112 3.2: the origin form, for a proxy the absolute form, and for CONNECT the authority alone.
    private static boolean target(String method, String target) {
        return method.equals("CONNECT")
                ? !target.startsWith("/")
                : target.startsWith("/") || target.matches("(?i)https?://[^/?#]+([/?].*)?");
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (headers.containsKey("transfer-encoding")) {
            return chunks();
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of("0"));
        if (lengths.size() != 1 || !lengths.get(0).matches("[0-9]{1,9}")) {
            throw new Refusal(400, "BadRequest", "invalid Content-Length");
        }
        return exactly(Integer.parseInt(lengths.get(0)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int[] budget = {LONGEST_HEAD};
        while (true) {
            String size = line(budget).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,6}")) {
                throw new Refusal(400, "BadRequest", "invalid chunk size");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                break;
            }
            if (whole.size() + length > LONGEST_BODY) {
                throw new Refusal(413, "RequestEntityTooLarge", "the body is too large");
            }
            whole.write(exactly(length));
            if (!line(budget).isEmpty()) {
                throw new Refusal(400, "BadRequest", "a chunk is longer than its size");
            }
        }
        String trailer = line(budget);
        while (!trailer.isEmpty()) {
            trailer = line(budget);
        }
        return whole.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LONGEST_BODY) {
            throw new Refusal(413, "RequestEntityTooLarge", "the body is too large");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** One line without its end; empty at the end of the stream. */
    private String line(int[] budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (--budget[0] < 0) {
                throw new Refusal(431, "RequestHeaderFieldsTooLarge", "the head of the request is too large");
            }
            line.append((char) c);
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }
}
