package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.PackagedProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no sound request, and sound ones in unusual pieces. */
class FramingIT {

    private static final String HOST = "Host: localhost\r\n";

    @TempDir
    static Path home;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.open(home);
        server.put("/slot/x", Loads.of("x"));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static void refusedAndClosed(int status, String bytes) {
        try (RawHttp connection = server.connect()) {
            RawHttp.Reply reply = connection.send(bytes).reply();
            assertEquals(status, reply.status(), reply.body());
            // What the parser refuses by itself has no body.
            if (!reply.body().isEmpty()) {
                assertEquals("application/json", reply.field("Content-Type"));
                assertEquals("no-store", reply.field("Cache-Control"));
            }
            assertTrue(connection.closed());
        }
    }

    @Rows("N12")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
                "GET / http/1.1\r\nHost: localhost\r\n\r\n",
                "GET /\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "GET / HTTP/1.1\r\nHost: localhost\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +1\r\n\r\nx",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 1\r\n\r\nx",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\nx",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\n"
            })
    void refusesWhatIsNoSoundRequest(String bytes) {
        refusedAndClosed(statusOf(bytes), bytes);
    }

    // In the native program the framework answers another version than 1.0 and 1.1 by itself, before any filter.
    private static int statusOf(String bytes) {
        boolean version = bytes.contains(" HTTP/2.0\r\n") || bytes.contains(" http/1.1\r\n");
        return version && !PackagedProgram.isOnJvm() ? 501 : 400;
    }

    @Rows("N12")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2\n{}\r\n0\r\n\r\n",
                "2\r\n{}x\r\n0\r\n\r\n",
                "zz\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "\r\n",
                "123456789\r\n"
            })
    void closesOnUnreadableChunksAndStoresNothing(String chunks) {
        try (RawHttp connection = server.connect()) {
            connection.send("PUT /slot/chunked HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            assertTrue(connection.closed());
        }
        assertEquals(404, server.get("/slot/chunked").status());
    }

    @Test
    void keepsToTheLimits() {
        String start = "GET /slot HTTP/1.1\r\n" + HOST;
        refusedAndClosed(414, "GET /" + "x".repeat(4096) + " HTTP/1.1\r\n" + HOST + "\r\n");
        refusedAndClosed(414, "GET /" + "x".repeat(10_000));
        refusedAndClosed(431, start + "X: " + "x".repeat(8192) + "\r\n\r\n");
        refusedAndClosed(431, start + "X: " + "x".repeat(20_000));
        try (RawHttp connection = server.connect()) {
            String longest = "GET /slot/" + "x".repeat(4096 - 19) + " HTTP/1.1\r\n";
            assertEquals(4096 + 2, longest.length());
            assertEquals(400, connection.send(longest + HOST + "\r\n").reply().status());
            assertEquals(
                    200,
                    connection
                            .send(start + "X: y\r\n".repeat(63) + "\r\n")
                            .reply()
                            .status());
            assertEquals(
                    200,
                    connection
                            .send(start + "X: " + "x".repeat(8100) + "\r\n\r\n")
                            .reply()
                            .status());
        }
    }

    @Rows("R15")
    @Test
    void countsBodies() {
        String json = "Content-Type: application/json\r\n";
        refusedAndClosed(413, "PUT / HTTP/1.1\r\n" + HOST + json + "Content-Length: 65537\r\n\r\n");
        refusedAndClosed(
                413,
                "PUT / HTTP/1.1\r\n" + HOST + json + "Transfer-Encoding: chunked\r\n\r\n"
                        + ("8000\r\n" + " ".repeat(0x8000) + "\r\n").repeat(2) + "1\r\n \r\n0\r\n\r\n");
        String load = Loads.of("x");
        String padded = load + " ".repeat(65_536 - load.length());
        assertEquals(200, server.put("/slot/x", padded).status());
        assertEquals(400, server.put("/slot/x", "[".repeat(10_000)).status());
        assertEquals(
                400,
                server.put("/slot/x", "[".repeat(30_000) + "]".repeat(30_000)).status());
    }

    @Test
    void readsChunkedBodies() {
        String load = Loads.of("x");
        StringBuilder chunks = new StringBuilder();
        load.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));
        try (RawHttp connection = server.connect()) {
            String request = "PUT /slot/x HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n";
            assertEquals(200, connection.send(request).reply().status());
            assertEquals(
                    200,
                    connection
                            .send("GET /slot/x HTTP/1.1\r\n" + HOST + "\r\n")
                            .reply()
                            .status());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        StringBuilder requests = new StringBuilder();
        String load = Loads.of("x");
        for (int i = 0; i < 20; i++) {
            requests.append("GET /slot/n")
                    .append(i)
                    .append(" HTTP/1.1\r\n")
                    .append(HOST)
                    .append("\r\n");
            requests.append("PUT /slot/x HTTP/1.1\r\n")
                    .append(HOST)
                    .append("Content-Type: application/json\r\nContent-Length: ")
                    .append(load.length())
                    .append("\r\n\r\n")
                    .append(load);
            requests.append("GET /slot/x HTTP/1.1\r\n").append(HOST).append("\r\n");
        }
        try (RawHttp connection = server.connect()) {
            connection.send(requests.toString());
            for (int i = 0; i < 20; i++) {
                RawHttp.Reply missing = connection.reply();
                assertEquals(404, missing.status());
                assertTrue(missing.body().contains("slot n" + i + "."), missing.body());
                assertEquals(
                        "{\"code\":\"200\",\"message\":\"OK\"}",
                        connection.reply().body());
                assertTrue(connection.reply().body().contains(Loads.KEY_ID));
            }
        }
    }

    @Test
    void aBodyIsNeverTakenForARequest() {
        String inner = "DELETE /slot/x HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawHttp connection = server.connect()) {
            connection.send("PUT /slot/x HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + inner.length() + "\r\n\r\n" + inner);
            assertEquals(400, connection.reply().status());
        }
        try (RawHttp connection = server.connect()) {
            connection.send(
                    "GET /slot/x HTTP/1.1\r\n" + HOST + "Content-Length: " + inner.length() + "\r\n\r\n" + inner);
            assertEquals(400, connection.reply().status());
        }
        assertEquals(200, server.get("/slot/x").status());
    }

    @Test
    void requestsMayComeByteByByte() {
        try (RawHttp connection = server.connect()) {
            for (byte octet : server.putRequest("/slot/x", Loads.of("x"))) {
                connection.send(new byte[] {octet});
            }
            assertEquals(200, connection.reply().status());
        }
    }

    @Test
    void aHalfClosedCallerIsAnswered() {
        try (RawHttp connection = server.connect()) {
            String request = "GET /slot/x HTTP/1.1\r\n" + HOST + "\r\n";
            assertEquals(200, connection.send(request).reply().status());
            connection.send(request).halfClose();
            assertEquals(200, connection.reply().status());
        }
    }

    @Test
    void bodiesAreInvitedOnlyWhenTheHeadersPass() {
        String load = Loads.of("x");
        String head =
                "PUT /slot/x HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: " + load.length() + "\r\n";
        try (RawHttp connection = server.connect()) {
            connection.send(head + "Content-Type: application/json\r\n\r\n").awaitContinue();
            assertEquals(200, connection.send(load).reply().status());
        }
        try (RawHttp connection = server.connect()) {
            RawHttp.Reply refused =
                    connection.send(head + "Content-Type: text/plain\r\n\r\n").reply();
            assertEquals(415, refused.status());
            assertEquals("close", refused.field("Connection"));
            assertTrue(connection.closed());
        }
    }

    @Test
    void closesWhenTheCallerAsks() {
        try (RawHttp connection = server.connect()) {
            RawHttp.Reply reply = connection
                    .send("GET /slot HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                    .reply();
            assertEquals(200, reply.status());
            assertEquals("close", reply.field("Connection"));
            assertTrue(connection.closed());
        }
    }

    @Rows("N12")
    @Test
    void slowCallersAreToldAndHoldNobodyUp() {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                slow.add(server.connect().send("GET /slot HTTP/1.1\r\nHo"));
            }
            RawHttp body = server.connect()
                    .send("PUT / HTTP/1.1\r\n" + HOST
                            + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
            slow.add(body);
            long begun = System.nanoTime();
            assertEquals(200, server.get("/slot").status());
            assertTrue(System.nanoTime() - begun < 500_000_000L, "a good request waited");
            assertEquals(408, body.reply().status());
            for (RawHttp connection : slow) {
                assertTrue(connection.closed());
            }
        } finally {
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    @Rows("N12")
    void idleConnectionsLockNobodyOut() {
        List<RawHttp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 900; i++) {
                idle.add(i % 2 == 0 ? server.connect() : server.connect().send("GET /slot HTTP/1.1\r\nHo"));
            }
            assertEquals(200, server.get("/slot").status());
            assertEquals(
                    200,
                    idle.get(0)
                            .send("GET /slot HTTP/1.1\r\n" + HOST + "\r\n")
                            .reply()
                            .status());
        } finally {
            idle.forEach(RawHttp::close);
        }
    }

    @Rows("N14")
    @Test
    void noTargetEverFailsOrMovesOrReachesAnotherSlot() {
        fuzz(server, 3_000, 42);
    }

    @Rows("N14")
    @Test
    @Tag("slow")
    void noTargetOfManyEverFailsOrMovesOrReachesAnotherSlot(@TempDir Path other) {
        // With a token, since most of these end their connection, and without one each new connection is a look-up.
        try (TestServer guarded = TestServer.withToken(other)) {
            guarded.put("/slot/x", Loads.of("x"));
            fuzz(guarded, 100_000, 43);
        }
    }

    private static void fuzz(TestServer server, int count, long seed) {
        RandomGenerator random = new java.util.Random(seed);
        String[] pieces = {
            "/",
            "//",
            "slot",
            "x",
            "%2e",
            "%2f",
            ".",
            "..",
            "%00",
            ";",
            "?",
            "#",
            "%",
            "%c0%af",
            "+",
            "creds",
            "profile",
            "\\",
            "*",
            "http://",
            "localhost",
            "@",
            ":",
            "a",
            "%25",
            "%E2%82%AC",
            "~",
            "%2F",
            "X",
            "Slot",
            "="
        };
        try (RawHttp connection = server.connect()) {
            RawHttp current = connection;
            for (int i = 0; i < count; i++) {
                StringBuilder target = new StringBuilder(random.nextInt(4) == 0 ? "" : "/");
                for (int n = random.nextInt(7); n >= 0; n--) {
                    target.append(pieces[random.nextInt(pieces.length)]);
                }
                RawHttp.Reply reply = current.send(server.request("GET", target.toString(), ""))
                        .reply();
                assertTrue(
                        reply.status() == 200 || (reply.status() >= 400 && reply.status() < 500), target + " " + reply);
                if (reply.body().contains(Loads.KEY_ID)) {
                    assertTrue(target.toString().matches("(http://[^/?]*)?/slot/x/?\\??"), "credentials for " + target);
                }
                if (reply.field("Connection").equals("close")) {
                    current.close();
                    current = server.connect();
                }
            }
            current.close();
        }
    }
}
