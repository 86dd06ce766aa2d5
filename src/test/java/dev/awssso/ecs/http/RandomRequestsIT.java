package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests: no answer is a redirect or a failure of ours, and the server serves as before afterwards. */
@Tag("slow")
@Rows({"N12", "N14", "R33"})
class RandomRequestsIT {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Location",
            "Content-Type",
            "Cookie",
            "Date",
            "Expect",
            "Host",
            "HTTP2-Settings",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Keep-Alive",
            "Max-Forwards",
            "Origin",
            "Range",
            "Referer",
            "Sec-Fetch-Mode",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "Via",
            "X-Aws-Sso-Challenge",
            "X-HTTP-Method-Override",
            "X-Forwarded-For");
    private static final List<String> VALUES = List.of(
            "",
            "x",
            "*",
            "*/*",
            "text/html",
            "application/json",
            "application/json;charset=utf-8",
            ";",
            ",",
            "\"",
            "=",
            "gzip",
            "chunked",
            "identity",
            "close",
            "keep-alive",
            "Upgrade",
            "h2c",
            "100-continue",
            "0",
            "1",
            "-1",
            "99999",
            "18446744073709551616",
            "q=0.5",
            ";q=",
            "/",
            "bytes=0-1",
            "W/\"x\"",
            "Bearer",
            "Basic eA==",
            "localhost",
            "[::1]",
            "127.0.0.1:1",
            "null",
            "trailers",
            "\u00e9",
            "\u007f",
            "\t",
            "%00",
            "{}",
            "\\",
            "a".repeat(300));
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X", "");
    private static final List<String> TARGETS = List.of(
            "/",
            "/creds",
            "/profile",
            "/slot",
            "/slot/x",
            "/slot/x/",
            "/slot/y",
            "/healthcheck",
            "/no",
            "*",
            "//",
            "/slot/%2F",
            "/slot/%",
            "/?",
            "/slot/x?a",
            "http://localhost/slot/x",
            "http://x/",
            "localhost:1",
            "x/http://localhost/",
            "/#x",
            "",
            "/slot/\u00e9",
            "/" + "x".repeat(4200),
            "/slot/;x=y",
            "/q/health");

    @TempDir
    Path home;

    private TestServer server;
    private String held;

    @BeforeEach
    void start() {
        server = TestServer.open(home);
        server.put("/slot/x", Loads.of("x"));
        held = server.get("/slot/x").body();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void twentyThousandRequests() throws IOException {
        Random random = new Random(20_000);
        for (int i = 0; i < 20_000; i++) {
            send(request(random));
        }
        assertServesAsBefore();
    }

    @Test
    void twoThousandHeaderValues() throws IOException {
        Random random = new Random(2_000);
        for (int i = 0; i < 2_000; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            byte[] value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            String field = name + ": " + new String(value, StandardCharsets.ISO_8859_1) + "\r\n";
            String host = name.equals("Host") ? "" : "Host: localhost\r\n";
            send("GET /slot/x HTTP/1.1\r\n" + host + field + "\r\n");
        }
        assertServesAsBefore();
    }

    private static String request(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(any(random, METHODS))
                .append(' ')
                .append(any(random, TARGETS))
                .append(' ');
        text.append(
                random.nextInt(20) == 0
                        ? any(random, List.of("HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "x", ""))
                        : "HTTP/1.1");
        text.append("\r\n");
        if (random.nextInt(10) != 0) {
            text.append("Host: localhost\r\n");
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append(any(random, NAMES)).append(random.nextInt(50) == 0 ? " : " : ": ");
            for (int pieces = random.nextInt(4); pieces >= 0; pieces--) {
                text.append(any(random, VALUES));
            }
            text.append("\r\n");
        }
        text.append("\r\n");
        if (random.nextInt(4) == 0) {
            text.append(any(random, List.of("{}", "[", "5\r\nhello\r\n0\r\n\r\n", "\u0000", Loads.of("y"))));
        }
        return damaged(random, text);
    }

    private static String damaged(Random random, StringBuilder text) {
        if (random.nextInt(5) == 0) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
        }
        if (random.nextInt(20) == 0) {
            text.setLength(random.nextInt(text.length()));
        }
        return text.toString();
    }

    private static String any(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    // Everything, and then the end of the stream: whatever the server takes for a request it answers before it closes.
    private void send(String request) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                byte[] piece = new byte[8192];
                for (int n = in.read(piece); n > 0; n = in.read(piece)) {
                    answers.write(piece, 0, n);
                }
            } catch (SocketTimeoutException kept) {
                throw new AssertionError("neither answered nor closed: " + request, kept);
            } catch (IOException reset) {
                // Closed with bytes unread, such as a body that nobody wants.
            }
        }
        Matcher status = STATUS.matcher(answers.toString(StandardCharsets.ISO_8859_1));
        while (status.find()) {
            int code = Integer.parseInt(status.group(1));
            assertTrue(code == 100 || code == 200 || (code >= 400 && code < 500), code + " for " + request);
        }
    }

    private void assertServesAsBefore() {
        assertTrue(server.program().alive(), server.program().err());
        RawHttp.Reply put;
        try {
            put = server.put("/slot/x", Loads.of("x"));
        } catch (java.io.UncheckedIOException closed) {
            throw new AssertionError(
                    "alive: " + server.program().alive() + ", it says: "
                            + server.program().err(),
                    closed);
        }
        assertEquals(200, put.status(), put.body());
        assertEquals(keys(held), keys(server.get("/slot/x").body()));
        assertEquals(200, server.get("/healthcheck").status());
        String err = server.program().err();
        assertFalse(err.contains("xception") || err.contains("Internal error") || err.contains("ERROR"), err);
    }

    private static String keys(String body) {
        return body.replaceAll("\"Expiration\":\"[^\"]*\"", "");
    }
}
