package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.Challenge;
import dev.awssso.packaged.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in when callers must show a token. */
class TokenIT {

    private static final String READ_A = "read-token-A-0123456789-abcdefghijklmn";

    @TempDir
    static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(home.resolve("read"), "Bearer " + READ_A + "\n");
        server = TestServer.withToken(home, "--read-token-file", "A=" + file);
        server.put("/slot/A", Loads.of("A"));
        server.put("/slot/B", Loads.of("B"));
        server.put("/", Loads.of("d"));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static RawHttp.Reply raw(String method, String path, String... fields) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        try (RawHttp connection = server.connect()) {
            return connection.send(request + "\r\n").reply(method);
        }
    }

    @Rows("R9")
    @Test
    void takesTheTokenInEverySpelling() {
        for (String spelling : List.of("Bearer ", "bearer ", "BEARER  ", "")) {
            assertEquals(
                    200,
                    raw("GET", "/", "Authorization: " + spelling + TestServer.TOKEN)
                            .status(),
                    spelling);
        }
    }

    @Rows({"R9", "R11", "N8", "N11"})
    @Test
    void allOthersGetOneAndTheSameAnswer() {
        RawHttp.Reply first = raw("GET", "/");
        assertEquals(403, first.status());
        List<String> wrong = List.of(
                "Authorization: Basic " + TestServer.TOKEN,
                "Authorization: Bearer",
                "Authorization:",
                "Authorization: Bearer y",
                "Authorization: Bearer " + TestServer.TOKEN + "x",
                "X-None: x");
        for (String field : wrong) {
            for (String path : List.of("/", "/slot/A", "/slot/none", "/no/such", "/slot", "/?x=y")) {
                for (String method : List.of("GET", "PUT", "DELETE", "POST", "OPTIONS")) {
                    RawHttp.Reply reply = raw(method, path, field);
                    assertEquals(403, reply.status(), method + " " + path + " " + field);
                    assertEquals(first.body(), reply.body());
                    assertEquals(first.fields(), reply.fields());
                }
            }
        }
        assertEquals(200, raw("GET", "/healthcheck").status());
    }

    // The host is judged first, and a token does not help
    @Rows("R4")
    @Test
    void anotherHostIsRefusedWithAndWithoutToken() {
        for (String field : List.of("Authorization: Bearer " + TestServer.TOKEN, "X: y")) {
            try (RawHttp connection = server.connect()) {
                assertEquals(
                        421,
                        connection
                                .send("GET / HTTP/1.1\r\nHost: evil.example\r\n" + field + "\r\n\r\n")
                                .reply()
                                .status());
            }
        }
    }

    @Rows("N9")
    @Test
    void aReadTokenReadsItsSlotAndNothingElse() {
        String field = "Authorization: Bearer " + READ_A;
        assertEquals(200, raw("GET", "/slot/A", field).status());
        assertEquals(200, raw("HEAD", "/slot/A/", field).status());
        assertEquals(200, raw("GET", "/slot/%41", field).status());
        assertEquals(400, raw("GET", "/slot/A?x", field).status());
        RawHttp.Reply wrong = raw("GET", "/slot/A", "Authorization: Bearer wrong");
        for (String path : List.of("/slot/B", "/slot/none", "/slot", "/profile", "/", "/creds", "/no", "/slot/A/x")) {
            RawHttp.Reply reply = raw("GET", path, field);
            assertEquals(wrong.body(), reply.body());
            assertEquals(wrong.fields(), reply.fields());
        }
        for (String method : List.of("PUT", "DELETE", "POST")) {
            assertEquals(wrong.body(), raw(method, "/slot/A", field).body());
        }
        assertEquals(200, server.get("/slot/A").status());
    }

    // 3.5
    @Test
    void provesThatItKnowsTheToken() {
        Challenge challenge = new Challenge("Q".repeat(43));
        RawHttp.Reply reply = raw("GET", "/healthcheck", Challenge.HEADER + ": " + challenge.text());

        assertEquals("{\"status\":\"UP\"}", reply.body());
        assertTrue(challenge.provenBy(
                reply.field(Challenge.PROOF_HEADER), BearerToken.parse(TestServer.TOKEN), server.address()));
        assertFalse(raw("GET", "/healthcheck").has(Challenge.PROOF_HEADER));
        assertEquals(
                400,
                raw("GET", "/healthcheck", Challenge.HEADER + ": " + "Q".repeat(42))
                        .status());
    }

    @Rows("N10")
    @Test
    void guessingIsSlowAndAValidTokenIsNot() {
        List<RawHttp> guessers = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                RawHttp guesser = server.connect();
                guesser.send(("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer guess" + i + "\r\n\r\n")
                        .repeat(20));
                guessers.add(guesser);
            }
            long begun = System.nanoTime();
            assertEquals(200, server.get("/").status());
            assertTrue(System.nanoTime() - begun < 3_000_000_000L, "a valid token waited");
            for (RawHttp guesser : guessers) {
                assertEquals(403, guesser.reply().status());
            }
            server.program().waitForLine(Pattern.compile("without a valid token"));
        } finally {
            guessers.forEach(RawHttp::close);
        }
    }

    @Test
    void aRequestWithoutTokenIsRefusedBeforeItsBodyIsRead() {
        try (RawHttp connection = server.connect()) {
            RawHttp.Reply reply = connection
                    .send(
                            "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n")
                    .reply();
            assertEquals(403, reply.status());
            assertTrue(connection.closed());
        }
    }

    // 3.1
    @Test
    void noticesANewTokenWithoutARestart(@TempDir Path other) {
        try (TestServer open = TestServer.open(other)) {
            assertEquals(410, open.get("/").status());
            PackagedProgram.Result stored =
                    PackagedProgram.at(other).stdin(TestServer.TOKEN).run("ecs", "bearer-token", "-");
            assertEquals(0, stored.exit(), stored.err());
            long end = System.nanoTime() + 10_000_000_000L;
            while (open.get("/").status() != 403 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertEquals(403, open.get("/").status());
            assertEquals(
                    410,
                    open.get("/", "Authorization: Bearer " + TestServer.TOKEN).status());
            PackagedProgram.Result deleted = PackagedProgram.at(other).run("ecs", "bearer-token", "--delete");
            assertEquals(0, deleted.exit(), deleted.err());
            assertEquals(403, open.get("/").status());
        }
    }
}
