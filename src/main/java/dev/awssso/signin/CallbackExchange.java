package dev.awssso.signin;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request to the redirect address and its answer: as much of RFC 9112 as a browser's redirect needs. The
 * answer is a fixed page that repeats nothing of the request.
 */
final class CallbackExchange implements AutoCloseable {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Socket socket;
    private final long start = System.nanoTime();
    private int read;

    CallbackExchange(Socket socket) {
        this.socket = socket;
    }

    /** Reads the request, answers it, and says how the sign-in continues; null to keep waiting. */
    Callback.@Nullable Outcome answer(Callback callback) throws IOException {
        InputStream in = socket.getInputStream();
        String request = line(in);
        if (request == null) {
            respond(414);
            return null;
        }
        String host = null;
        boolean twoHosts = false;
        String header = line(in);
        while (header != null && !header.isEmpty()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("host:")) {
                twoHosts = host != null;
                host = header.substring("host:".length()).strip();
            }
            header = line(in);
        }
        String[] words = request.split(" ", -1);
        if (header == null || words.length != 3 || twoHosts) {
            respond(400);
            return null;
        }
        Callback.Verdict verdict = callback.judge(words[0], words[1], host);
        respond(verdict.status(), page(verdict));
        return verdict.outcome();
    }

    // One line without its end, null when it or the whole head is too long.
    private @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() <= LONGEST_LINE && read < LONGEST_HEAD) {
            socket.setSoTimeout(millisLeft());
            int c = in.read();
            if (c < 0) {
                throw new IOException("the request ended early");
            }
            read++;
            if (c == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) c);
        }
        return null;
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(HEAD_NANOS - (System.nanoTime() - start));
        if (left <= 0) {
            throw new SocketTimeoutException("the request came too slowly");
        }
        return (int) left;
    }

    private static String page(Callback.Verdict verdict) {
        if (verdict.outcome() instanceof Callback.Code) {
            return "Signed in. You can close this page and return to the terminal.";
        }
        return verdict.outcome() == null
                ? "This page does not exist."
                : "The sign-in was not completed. See the message in the terminal.";
    }

    private void respond(int status) throws IOException {
        respond(status, "This page does not exist.");
    }

    private void respond(int status, String text) throws IOException {
        byte[] body = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>aws-sso</title><p>" + text
                        + "</p></html>\n")
                .getBytes(StandardCharsets.US_ASCII);
        String head = "HTTP/1.1 " + status + " " + reason(status) + "\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + (status == 405 ? "Allow: GET\r\n" : "")
                + "Cache-Control: no-store\r\n"
                + "Referrer-Policy: no-referrer\r\n"
                + "Content-Security-Policy: default-src 'none'\r\n"
                + "X-Content-Type-Options: nosniff\r\n"
                + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 414 -> "URI Too Long";
            default -> "Misdirected Request";
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
