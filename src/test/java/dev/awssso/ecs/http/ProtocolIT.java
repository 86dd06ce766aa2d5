package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes, methods, bodies and states, as a program on the same machine meets them. */
class ProtocolIT {

    private static final String FORBIDDEN_HEADERS =
            "(?i)(access-control-.*|set-cookie|www-authenticate|server|location|etag|transfer-encoding):.*";
    private static final Map<String, List<String>> ROUTES = Map.of(
            "/", List.of("GET", "HEAD", "PUT", "DELETE"),
            "/creds", List.of("GET", "HEAD"),
            "/profile", List.of("GET", "HEAD"),
            "/slot", List.of("GET", "HEAD", "DELETE"),
            "/slot/x", List.of("GET", "HEAD", "PUT", "DELETE"),
            "/healthcheck", List.of("GET", "HEAD"));
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "FROBNICATE");

    @TempDir
    static Path home;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.open(home);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.clear();
    }

    /** Every answer, of whatever status. */
    private static RawHttp.Reply sound(RawHttp.Reply reply) {
        assertEquals("application/json", reply.field("Content-Type"));
        assertEquals("no-store", reply.field("Cache-Control"));
        assertEquals("nosniff", reply.field("X-Content-Type-Options"));
        assertEquals("same-origin", reply.field("Cross-Origin-Resource-Policy"));
        assertEquals("default-src 'none'", reply.field("Content-Security-Policy"));
        assertTrue(
                reply.field("Content-Length").matches("[0-9]+"), reply.fields().toString());
        assertTrue(
                reply.fields().stream().noneMatch(line -> line.matches(FORBIDDEN_HEADERS)),
                reply.fields().toString());
        return reply;
    }

    private static JsonObject error(int status, RawHttp.Reply reply) {
        sound(reply);
        assertEquals(status, reply.status(), reply.body());
        JsonObject body = JsonObject.parse(reply.bytes());
        assertEquals(Integer.toString(status), body.value("code"));
        assertEquals(Integer.toString(status), body.value("Code"));
        assertEquals(body.value("message"), body.value("Message"));
        assertTrue(body.string("message").orElseThrow().length() < 300);
        return body;
    }

    private static void done(RawHttp.Reply reply) {
        sound(reply);
        assertEquals("{\"code\":\"200\",\"message\":\"OK\"}", reply.body());
        assertEquals(200, reply.status());
    }

    @Rows("N4")
    @Test
    void servesWhatWasLoaded() {
        JsonObject load = Loads.own("dev");
        done(server.put("/slot/dev", Loads.text(load)));

        RawHttp.Reply reply = sound(server.get("/slot/dev"));

        assertEquals(
                Map.of(
                        "AccessKeyId",
                        Loads.KEY_ID,
                        "SecretAccessKey",
                        Loads.SECRET,
                        "Token",
                        Loads.TOKEN,
                        "Expiration",
                        load.value("Expiration"),
                        "AccountId",
                        "000011112222",
                        "RoleArn",
                        "arn:aws:iam::000011112222:role/Developer"),
                members(reply));
    }

    private static Map<String, Object> members(RawHttp.Reply reply) {
        JsonObject json = JsonObject.parse(reply.bytes());
        return json.names().stream().collect(java.util.stream.Collectors.toMap(name -> name, json::value));
    }

    @Rows("R1")
    @Test
    void anEmptyDefaultSlotIsGoneOnAnOpenConnection() {
        done(server.put("/", Loads.of("dev")));
        try (RawHttp connection = server.connect()) {
            done(connection.send(server.request("DELETE", "/", "")).reply());
            for (String path : List.of("/", "/creds", "/profile")) {
                error(410, connection.send(server.request("GET", path, "")).reply());
            }
            assertEquals(
                    410,
                    connection
                            .send(server.request("HEAD", "/", ""))
                            .reply("HEAD")
                            .status());
            assertEquals(
                    200,
                    connection.send(server.request("GET", "/slot", "")).reply().status());
        }
    }

    @Rows("R12")
    @ParameterizedTest
    @ValueSource(strings = {"/", "/creds", "/profile", "/slot", "/slot/x", "/healthcheck"})
    void everyMethodIsServedOrNamedInAllow(String path) {
        for (String method : METHODS) {
            server.put("/", Loads.of("d"));
            server.put("/slot/x", Loads.of("x"));
            for (String spelling : path.equals("/") ? List.of(path) : List.of(path, path + "/")) {
                RawHttp.Reply reply =
                        method.equals("PUT") ? server.put(spelling, Loads.of("x")) : server.send(method, spelling);
                sound(reply);
                if (ROUTES.get(path).contains(method)) {
                    assertTrue(
                            reply.status() == 200 || (method.equals("DELETE") && reply.status() == 404),
                            method + " " + spelling + " " + reply.status());
                } else {
                    assertEquals(405, reply.status(), method + " " + spelling);
                    assertEquals(String.join(", ", ROUTES.get(path)), reply.field("Allow"));
                    error(405, reply);
                }
            }
        }
    }

    @Rows("R12")
    @Test
    void headIsGetWithoutItsBody() {
        server.put("/slot/x", Loads.of("x"));
        for (String path : List.of("/", "/creds", "/profile", "/slot", "/slot/x", "/slot/y", "/healthcheck", "/no")) {
            try (RawHttp connection = server.connect()) {
                RawHttp.Reply head =
                        connection.send(server.request("HEAD", path, "")).reply("HEAD");
                RawHttp.Reply get =
                        connection.send(server.request("GET", path, "")).reply();
                assertEquals(get.fields(), head.fields(), path);
                assertEquals(get.status(), head.status(), path);
            }
        }
    }

    @Rows("R28")
    @Test
    void credsIsTheDefaultSlotInEveryState() {
        same("/", "/creds");
        server.put("/", Loads.of("dev"));
        same("/", "/creds");
        server.send("DELETE", "/");
        same("/", "/creds");
    }

    private static void same(String left, String right) {
        RawHttp.Reply one = server.get(left);
        RawHttp.Reply other = server.get(right);
        assertEquals(one.status(), other.status());
        assertEquals(one.fields(), other.fields());
        assertEquals(one.body(), other.body());
    }

    @Rows("R5")
    @Test
    void aLoadForAnotherSlotChangesNothing() {
        server.put("/slot/A", Loads.of("A"));

        error(409, server.put("/slot/A", Loads.of("B")));

        assertEquals(200, server.get("/slot/A").status());
        error(404, server.get("/slot/B"));
        assertEquals(List.of("A"), names());
    }

    @Rows("R6")
    @Test
    void removingAllNamedSlotsLeavesTheDefaultOne() {
        server.put("/", Loads.of("d"));
        server.put("/slot/a", Loads.of("a"));
        server.put("/slot/b", Loads.of("b"));

        done(server.send("DELETE", "/slot"));

        assertEquals("[]", server.get("/slot").body());
        assertEquals(200, server.get("/").status());
        done(server.send("DELETE", "/slot"));
    }

    @Rows("R14")
    @Test
    void theListIsSortedByCodePointsAndStable() {
        List<String> wanted = List.of("B", "a", "ab", "é", "\uffff", "😀");
        List<String> shuffled = new ArrayList<>(wanted);
        Collections.reverse(shuffled);
        shuffled.forEach(name -> done(server.put("/slot/" + TestServer.segment(name), Loads.of(name))));

        String first = server.get("/slot").body();

        assertEquals(wanted, names());
        try (RawHttp connection = server.connect()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        first.replaceAll("\"Expires\":\"[^\"]*\"", ""),
                        connection
                                .send(server.request("GET", "/slot", ""))
                                .reply()
                                .body()
                                .replaceAll("\"Expires\":\"[^\"]*\"", ""));
            }
        }
    }

    private static List<String> names() {
        return ((List<?>) JsonText.parse(server.get("/slot").bytes()))
                .stream()
                        .map(item -> (String) ((JsonObject) item).value("Slot"))
                        .toList();
    }

    @Rows("L11")
    @Test
    void tellsWhoIsInASlotAndNeverItsKeys() {
        JsonObject load = Loads.own("dev");
        server.put("/", Loads.text(load));
        server.put("/slot/dev", Loads.text(load));
        long expiration =
                java.time.Instant.parse((String) load.value("Expiration")).getEpochSecond();

        JsonObject profile = JsonObject.parse(server.get("/profile").bytes());

        assertEquals("dev", profile.value("ProfileName"));
        assertEquals("000011112222", profile.value("AccountId"));
        assertEquals("Developer", profile.value("RoleName"));
        assertEquals(expiration, profile.value("Expiration"));
        assertEquals("59m", profile.value("Expires"));
        assertEquals("", profile.value("Slot"));
        assertEquals(false, profile.value("Refreshable"));
        String both = server.get("/profile").body() + server.get("/slot").body();
        assertFalse(both.contains(Loads.KEY_ID) || both.contains(Loads.SECRET) || both.contains(Loads.TOKEN));
    }

    @Rows({"R31", "C5"})
    @ParameterizedTest
    @ValueSource(
            strings = {"a/b", "a b", "a:b", "a&b", "a+b", "a;b", "é", "default", "a/b c%é", "%2F", "...", "a'; rm b"})
    void everyNameGoesRound(String name) {
        String path = "/slot/" + TestServer.segment(name);

        done(server.put(path, Loads.of(name)));

        assertEquals(200, server.get(path).status());
        assertEquals(200, server.get(path + "/").status());
        assertEquals(List.of(name), names());
        done(server.send("DELETE", path));
        error(404, server.get(path));
        error(404, server.send("DELETE", path));
    }

    @Rows("C5")
    @Test
    void aPathIsDecodedOnce() {
        done(server.put("/slot/%252F", Loads.of("%2F")));

        assertEquals(200, server.get("/slot/%252F").status());
        error(404, server.get("/slot/%2F"));
        assertEquals(List.of("%2F"), names());
    }

    @Rows("R33")
    @Test
    void plusAndSemicolonAreThemselves() {
        done(server.put("/slot/a+b;c=d", Loads.of("a+b;c=d")));

        assertEquals(200, server.get("/slot/a%2Bb%3Bc%3Dd").status());
        error(404, server.get("/slot/a%20b;c=d"));
        error(404, server.get("/slot/a+b"));
    }

    @Rows("R31")
    @Test
    void aNameHasAtMost128CodePoints() {
        String longest = "x".repeat(128);
        done(server.put("/slot/" + longest, Loads.of(longest)));
        done(server.put("/slot/" + TestServer.segment("😀".repeat(128)), Loads.of("😀".repeat(128))));
        error(400, server.get("/slot/" + "x".repeat(129)));
        error(400, server.put("/slot/" + "x".repeat(129), Loads.of("x".repeat(129))));
    }

    @ParameterizedTest
    @CsvSource({
        "//slot/x, 404",
        "/slot//x, 404",
        "/slot/../slot/x, 404",
        "/slot/%2e%2e, 400",
        "/slot/%2E, 400",
        "/slot/x//, 404",
        "/slot%2Fx, 404",
        "/Slot/x, 404",
        "/slot/a/b, 404",
        "/slot/x/y/, 404",
        "/crede, 404",
        "/slots/dev, 404",
        "/?profile=dev, 400",
        "/creds?profile=dev, 400",
        "/slot/x?y, 400",
        "/slot/%00, 400",
        "/slot/%7f, 400",
        "/slot/%c2%85, 400",
        "/slot/%c0%af, 400",
        "/slot/%e9, 400",
        "/slot/%ed%a0%80, 400",
        "/slot/%, 400",
        "/slot/%4, 400",
        "/slot/%zz, 400",
        "/;x, 404",
        "/creds;x, 404",
        "/./creds, 404",
        "/latest/meta-data, 404",
        "/q/health, 404",
        "/favicon.ico, 404",
        "/%zz, 400"
    })
    @Rows({"C6", "L10", "N14", "N17", "R33"})
    void otherTargetsNeverReachASlot(String target, int status) {
        server.put("/", Loads.of("d"));
        server.put("/slot/x", Loads.of("x"));

        error(status, server.get(target));
    }

    @Test
    void anAbsoluteTargetIsServedWhenItsAuthorityIsOurs() {
        server.put("/", Loads.of("d"));

        assertEquals(200, server.get("http://" + server.host() + "/").status());
        assertEquals(200, server.get("http://localhost/creds").status());
        assertEquals(200, server.get("http://localhost").status());
        error(421, server.get("http://evil.example/"));
        error(421, server.get("https://evil.example/"));
    }

    // L10
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/",
                "x/http://127.0.0.1/",
                "profiledefaulthttp://127.0.0.1/",
                "http:/127.0.0.1/",
                "127.0.0.1/",
                "*"
            })
    void anotherFormOfTargetIsRefused(String target) {
        server.put("/", Loads.of("d"));

        error(400, server.get(target));
    }

    @Test
    void aQueryIsRefusedWithTheFormToUse() {
        JsonObject body = error(400, server.get("/creds?profile=dev"));

        assertTrue(body.string("message").orElseThrow().contains("/slot/<name>"));
        assertEquals(200, server.get("/healthcheck?x=y").status());
    }

    @Rows("R13")
    @Test
    void anEmptyBodyIsNoBody() {
        server.put("/", Loads.of("d"));
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            RawHttp.Reply fine =
                    server.send(method, "/", "Content-Type: application/json; charset=utf-8", "Content-Length: 0");
            assertEquals(200, fine.status());
            server.put("/", Loads.of("d"));
            try (RawHttp connection = server.connect()) {
                RawHttp.Reply reply =
                        connection.send(server.request(method, "/", "{}")).reply(method);
                assertEquals(400, sound(reply).status());
            }
        }
    }

    @Rows("L8")
    @Test
    void whatIsRemovedIsGone() {
        done(server.send("DELETE", "/"));
        for (int i = 0; i < 2; i++) {
            done(server.put("/", Loads.of("d")));
            done(server.put("/slot/x", Loads.of("x")));
            assertEquals(200, server.get("/").status());
            assertEquals(200, server.get("/slot/x").status());
            done(server.send("DELETE", "/"));
            done(server.send("DELETE", "/slot/x"));
            error(410, server.get("/"));
            error(404, server.get("/slot/x"));
            error(404, server.send("DELETE", "/slot/x"));
            done(server.send("DELETE", "/"));
        }
    }

    @Rows("C7")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "LOCALHOST:4144",
                "[::1]:4144",
                "169.254.170.2",
                "localhost:5000",
                "127.9.8.7:80",
                "169.254.170.23",
                "[FD00:ec2::23]",
                "localhost:"
            })
    void answersForTheseHosts(String host) {
        try (RawHttp connection = server.connect()) {
            RawHttp.Reply reply = connection
                    .send("GET /slot HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .reply();
            assertEquals(200, reply.status());
        }
    }

    @Rows({"N1", "R4"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.",
                "127.0.0.1.evil.example",
                "0.0.0.0",
                "evil.example:4144",
                "127.0.0.256",
                "127.1",
                "2130706433",
                "[::]",
                "[::1",
                "localhost:4144x",
                "localhost@evil.example",
                "xlocalhost",
                "192.168.0.1",
                "localhost:1:2",
                "[::ffff:127.0.0.1]"
            })
    void answersForNoOtherHost(String host) {
        server.put("/", Loads.of("d"));
        for (String path : List.of("/", "/no")) {
            try (RawHttp connection = server.connect()) {
                error(
                        421,
                        connection
                                .send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                .reply());
                assertTrue(connection.closed());
            }
        }
    }

    @Rows("N1")
    @Test
    void demandsExactlyOneHost() {
        try (RawHttp connection = server.connect()) {
            error(400, connection.send("GET / HTTP/1.1\r\n\r\n").reply());
        }
        try (RawHttp connection = server.connect()) {
            error(
                    400,
                    connection
                            .send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
                            .reply());
        }
        try (RawHttp connection = server.connect()) {
            error(421, connection.send("GET / HTTP/1.1\r\nHost:\r\n\r\n").reply());
        }
    }

    @Rows({"N2", "N3"})
    @ParameterizedTest
    @ValueSource(
            strings = {"Origin: null", "Origin: http://localhost", "Sec-Fetch-Site: none", "sec-fetch-site: same-origin"
            })
    void servesNoWebPage(String field) {
        server.put("/", Loads.of("d"));
        for (String method : List.of("GET", "PUT", "DELETE", "POST", "OPTIONS", "HEAD")) {
            assertEquals(403, sound(server.send(method, "/", field)).status());
        }
        assertEquals(403, server.get("/healthcheck", field).status());
        assertEquals(200, server.get("/", "Sec-Fetch-Mode: cors").status());
    }

    @Rows("N13")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=1.2.3.4",
                "X-Forwarded-For: 1.2.3.4",
                "x-forwarded-anything: x",
                "X-Real-IP: 1.2.3.4",
                "Via: 1.1 x"
            })
    void servesNoProxy(String field) {
        JsonObject body = error(400, server.get("/slot", field));

        assertTrue(body.string("message").orElseThrow().contains("NO_PROXY=127.0.0.1,localhost"));
    }

    @Rows("N16")
    @Test
    void theHealthCheckTellsNothing() {
        RawHttp.Reply empty = server.get("/healthcheck");
        server.put("/slot/x", Loads.of("x"));
        RawHttp.Reply full = server.get("/healthcheck/");

        assertEquals("{\"status\":\"UP\"}", empty.body());
        assertEquals(empty.body(), full.body());
        assertEquals(empty.fields(), full.fields());
        RawHttp.Reply challenged = server.get("/healthcheck", "X-Aws-Sso-Challenge: " + "a".repeat(43));
        assertEquals(empty.fields(), challenged.fields());
        error(400, server.get("/healthcheck", "X-Aws-Sso-Challenge: short"));
    }

    @Rows("R10")
    @Test
    void withoutATokenAnAuthorizationIsIgnored() {
        server.put("/", Loads.of("d"));

        assertEquals(200, server.get("/", "Authorization: Bearer whatever").status());
        assertEquals(200, server.get("/", "Authorization:").status());
        error(400, server.get("/", "Authorization: a", "Authorization: a"));
    }

    @Rows("R33")
    @Test
    void conditionsRangesAndAcceptChangeNothing() {
        server.put("/", Loads.of("d"));

        RawHttp.Reply reply = sound(server.get(
                "/",
                "If-None-Match: *",
                "If-Modified-Since: Fri, 31 Dec 2038 00:00:00 GMT",
                "Range: bytes=0-1",
                "Accept: text/html, image/gif, image/jpeg, */*; q=0.2",
                "Accept-Encoding: gzip, br",
                "Upgrade: h2c",
                "Connection: Upgrade, HTTP2-Settings",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"));

        assertEquals(200, reply.status());
        assertFalse(reply.has("Content-Encoding"));
        assertTrue(reply.body().contains(Loads.KEY_ID));
    }

    @Rows({"C3", "R33"})
    @ParameterizedTest
    @MethodSource("refusedRequests")
    void whateverIsAcceptedErrorsAreJson(int status, String method, String path, String field) {
        String accept = "Accept: text/html, image/gif, image/jpeg, */*; q=0.2";
        RawHttp.Reply reply =
                field.isEmpty() ? server.send(method, path, accept) : server.send(method, path, accept, field);

        error(status, reply);
    }

    static List<Object[]> refusedRequests() {
        return List.of(
                new Object[] {400, "GET", "/?a", ""},
                new Object[] {403, "GET", "/", "Origin: x"},
                new Object[] {404, "GET", "/no", ""},
                new Object[] {404, "GET", "/slot/no", ""},
                new Object[] {405, "POST", "/", ""},
                new Object[] {410, "GET", "/", ""},
                new Object[] {415, "PUT", "/", "Content-Type: text/plain"},
                new Object[] {421, "GET", "http://x/", ""},
                new Object[] {413, "PUT", "/", "Content-Type: application/json\r\nContent-Length: 65537"});
    }

    @Rows("I3")
    @Test
    void aNameInACommandIsQuoted() {
        JsonObject body = error(404, server.get("/slot/" + TestServer.segment("a'; rm $(touch x)")));

        assertTrue(
                body.string("message").orElseThrow().endsWith("--slot 'a'\\''; rm $(touch x)'"),
                body.string("message").orElseThrow());
    }

    @Test
    void thereIsRoomForAThousandNamedSlots() {
        try (RawHttp connection = server.connect()) {
            IntStream.range(0, 1000)
                    .forEach(i -> done(connection
                            .send(server.putRequest("/slot/n" + i, Loads.of("n" + i)))
                            .reply()));
            error(
                    409,
                    connection
                            .send(server.putRequest("/slot/more", Loads.of("more")))
                            .reply());
            done(connection.send(server.putRequest("/slot/n7", Loads.of("n7"))).reply());
            done(connection.send(server.putRequest("/", Loads.of("d"))).reply());
        }
        assertEquals(1000, names().size());
    }
}
