package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every status that a handler answers, whatever the caller says it accepts: one content type, the same headers. */
class AnswerHeadersIT {

    private static final String ADMIN = "Authorization: Bearer " + TestServer.TOKEN;
    private static final String JSON = "Content-Type: application/json";
    private static final String FORBIDDEN =
            "(?i)(access-control-.*|set-cookie|www-authenticate|server|location|etag|transfer-encoding|vary):.*";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static TestServer server;

    /** A request that is answered with a status. */
    private record Forced(int status, String method, String path, String body, List<String> fields) {

        static Forced of(int status, String method, String path, String... fields) {
            return new Forced(status, method, path, "", List.of(fields));
        }

        static Forced put(int status, String path, String body, String... more) {
            List<String> fields = new ArrayList<>(List.of(ADMIN, JSON));
            fields.addAll(List.of(more));
            return new Forced(status, "PUT", path, body, fields);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        sandbox = RunningSandbox.start();
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[sso-session corp]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n");
        var login = new PortalHome(home, sandbox).cli().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
        var variables = new java.util.HashMap<>(sandbox.environment());
        variables.putAll(TestServer.WITH_TOKEN);
        server = TestServer.open(home, variables);
        load("/slot/held", "held", 3600, false);
        load("/slot/ended", "ended", 32, false);
        // No fetch of it ever ends.
        sandbox.takes(Duration.ofMinutes(5));
        load("/slot/fetched", "fetched", 32, true);
        awaitStatus("/slot/ended", 410);
        awaitStatus("/slot/fetched", 503);
    }

    @AfterAll
    static void end() {
        server.close();
        sandbox.close();
    }

    private static void load(String path, String name, int seconds, boolean renewed) {
        JsonObject load = Loads.own(name).with("Expiration", TestServer.inSeconds(seconds));
        if (renewed) {
            load = load.with("AccountId", RunningSandbox.ACCOUNT)
                    .with("RoleName", "AdministratorAccess")
                    .with(
                            "Source",
                            Loads.source()
                                    .with("SsoRegion", "us-east-1")
                                    .with("AccountId", RunningSandbox.ACCOUNT)
                                    .with("RoleName", "AdministratorAccess"));
        }
        RawHttp.Reply reply = server.put(path, Loads.text(load), ADMIN);
        assertEquals(200, reply.status(), reply.body());
    }

    private static void awaitStatus(String path, int status) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (server.get(path, ADMIN).status() != status) {
            assertTrue(System.nanoTime() < end, path + " is not " + status);
        }
    }

    private static List<Forced> requests() {
        String load = Loads.of("held");
        return List.of(
                Forced.of(200, "GET", "/slot/held", ADMIN),
                Forced.of(200, "GET", "/slot", ADMIN),
                Forced.of(200, "GET", "/healthcheck"),
                Forced.of(200, "DELETE", "/", ADMIN),
                Forced.put(200, "/slot/held", load),
                Forced.of(400, "GET", "/creds?profile=dev", ADMIN),
                Forced.of(400, "GET", "/slot/%zz", ADMIN),
                Forced.of(400, "GET", "/slot", ADMIN, "Via: 1.1 x"),
                Forced.of(400, "GET", "/slot", ADMIN, ADMIN),
                Forced.put(400, "/slot/held", "{"),
                Forced.of(403, "GET", "/slot/held", ADMIN, "Origin: null"),
                Forced.of(403, "GET", "/slot/held"),
                Forced.of(403, "GET", "/no", "Authorization: Bearer wrong"),
                Forced.of(404, "GET", "/no", ADMIN),
                Forced.of(404, "GET", "/slot/never", ADMIN),
                Forced.of(404, "DELETE", "/slot/never", ADMIN),
                Forced.of(405, "POST", "/slot", ADMIN),
                Forced.of(405, "OPTIONS", "/", ADMIN),
                Forced.of(405, "TRACE", "/healthcheck", ADMIN),
                Forced.put(409, "/slot/other", load),
                Forced.of(410, "GET", "/", ADMIN),
                Forced.of(410, "GET", "/profile", ADMIN),
                Forced.of(410, "GET", "/slot/ended", ADMIN),
                Forced.put(413, "/slot/held", " ".repeat(65_537)),
                new Forced(415, "PUT", "/slot/held", load, List.of(ADMIN, "Content-Type: text/plain")),
                Forced.of(421, "GET", "http://evil.example/", ADMIN),
                Forced.put(422, "/slot/held", load.replace("000011112222", "1")),
                Forced.of(503, "GET", "/slot/fetched", ADMIN));
    }

    static List<String> accepts() {
        return List.of(
                "text/html, image/gif, image/jpeg, */*; q=0.2",
                "x",
                "text/plain",
                "application/xml;q=1",
                "application/json;charset=iso-8859-1",
                "application/*+json",
                "*",
                "*/json",
                "*/*;q=x",
                "*/*;q=0",
                "/",
                ",,;;,",
                "",
                "a/b;c=\"",
                "application/json;q=0, text/html",
                "\u00e9/\u00e9",
                "x/y,".repeat(500),
                "text/html\r\nAccept: x\r\nAccept: application/xml",
                "text/html\r\nAccept-Charset: utf-16\r\nAccept-Encoding: gzip, br\r\nAccept-Language: x");
    }

    @Rows({"C3", "N4", "R33"})
    @ParameterizedTest
    @MethodSource("accepts")
    void everyStatusHasTheSameFormWhateverIsAccepted(String accept) {
        for (Forced forced : requests()) {
            List<String> fields = new ArrayList<>(forced.fields());
            fields.add("Accept: " + accept);
            String what = forced + " with " + accept;
            if (forced.status() == 503) {
                // A fetch ends after 10 s; the next one begins with a GET.
                awaitStatus(forced.path(), 503);
            }
            try (RawHttp connection = server.connect()) {
                RawHttp.Reply reply = connection
                        .send(server.request(
                                forced.method(), forced.path(), forced.body(), fields.toArray(String[]::new)))
                        .reply();
                assertEquals(forced.status(), reply.status(), what + "\n" + reply.body());
                assertSound(reply, what);
                assertBody(reply, what);
            }
        }
    }

    @Test
    void everyStatusThatAHandlerAnswersIsAmongThem() {
        TreeSet<Integer> statuses = new TreeSet<>();
        requests().forEach(one -> statuses.add(one.status()));
        // 408, 414 and 431 are the parser's, which may leave the body out; 500 is a defect, which only a test can make.
        assertEquals(List.of(200, 400, 403, 404, 405, 409, 410, 413, 415, 421, 422, 503), List.copyOf(statuses));
    }

    private static void assertSound(RawHttp.Reply reply, String what) {
        assertEquals("application/json", reply.field("Content-Type"), what);
        assertEquals("no-store", reply.field("Cache-Control"), what);
        assertEquals("nosniff", reply.field("X-Content-Type-Options"), what);
        assertEquals("same-origin", reply.field("Cross-Origin-Resource-Policy"), what);
        assertEquals("default-src 'none'", reply.field("Content-Security-Policy"), what);
        assertTrue(reply.fields().stream().noneMatch(line -> line.matches(FORBIDDEN)), what + reply.fields());
        assertFalse(reply.has("Content-Encoding"), what);
        assertEquals(reply.status() == 405, reply.has("Allow"), what);
        assertEquals(reply.status() == 503 ? "1" : "", reply.field("Retry-After"), what);
    }

    private static void assertBody(RawHttp.Reply reply, String what) {
        if (reply.status() == 200) {
            assertTrue(reply.body().matches("(?s)[{\\[].*[}\\]]"), what);
            return;
        }
        JsonObject body = JsonObject.parse(reply.bytes());
        assertEquals(Integer.toString(reply.status()), body.value("code"), what);
        assertEquals(body.value("message"), body.value("Message"), what);
    }

    // What once stopped the server for good: each kept the place of its connection.
    @Rows("C3")
    @Test
    void noAcceptHeaderKeepsAPlace() {
        List<RawHttp> open = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                RawHttp connection = server.connect();
                open.add(connection);
                RawHttp.Reply reply = connection
                        .send(server.request("GET", "/slot/held", "", ADMIN, "Accept: x"))
                        .reply();
                assertEquals(200, reply.status(), reply.body());
            }
            assertEquals(200, server.get("/slot/held", ADMIN).status());
        } finally {
            open.forEach(RawHttp::close);
        }
    }
}
