package dev.awssso.signin;

import dev.awssso.html.HtmlPage;
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
 * answer is a page that repeats nothing of the request.
 */
final class CallbackExchange implements AutoCloseable {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Socket socket;
    private final Instance instance;
    private final long start = System.nanoTime();
    private int read;

    /** @param instance what the person signs in to, which the page says */
    CallbackExchange(Socket socket, Instance instance) {
        this.socket = socket;
        this.instance = instance;
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
        respond(verdict.status(), CallbackPage.of(verdict.outcome(), instance));
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

    private void respond(int status) throws IOException {
        respond(status, CallbackPage.stray());
    }

    private void respond(int status, HtmlPage page) throws IOException {
        byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + reason(status) + "\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + (status == 405 ? "Allow: GET\r\n" : "")
                + "Cache-Control: no-store\r\n"
                + "Referrer-Policy: no-referrer\r\n"
                + "Content-Security-Policy: " + HtmlPage.policy() + "\r\n"
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
