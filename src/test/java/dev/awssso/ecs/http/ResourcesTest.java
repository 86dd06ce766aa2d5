package dev.awssso.ecs.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources, filters and mappers in this process, without a token. */
@QuarkusTest
@TestProfile(ServerUnderTest.WithoutToken.class)
class ResourcesTest {

    private static final List<String> ACCEPTS = List.of(
            "text/html, image/gif, image/jpeg, */*; q=0.2",
            "x",
            "text/plain",
            "application/xml;q=1",
            "*/*;q=0",
            ";;;,,/",
            "application/json; charset=utf-16",
            "");

    @BeforeEach
    void empty() {
        given().delete("/");
        given().delete("/slot");
    }

    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }

    private static Response put(String path, String body) {
        return request().contentType("application/json").body(body).put(path);
    }

    private static Response sound(int status, Response response) {
        assertEquals(status, response.statusCode(), response.asString());
        assertEquals("application/json", response.header("Content-Type"));
        assertEquals("no-store", response.header("Cache-Control"));
        assertEquals("nosniff", response.header("X-Content-Type-Options"));
        assertEquals("same-origin", response.header("Cross-Origin-Resource-Policy"));
        assertEquals("default-src 'none'", response.header("Content-Security-Policy"));
        for (String never : List.of(
                "Access-Control-Allow-Origin", "Set-Cookie", "WWW-Authenticate", "Server", "Location", "ETag")) {
            assertNull(response.header(never), never);
        }
        assertNull(response.header("Transfer-Encoding"));
        assertFalse(response.header("Content-Length").isEmpty());
        return response;
    }

    /** A way to each status that a handler answers. */
    static List<Object[]> everyStatus() {
        return List.of(
                new Object[] {200, "GET", "/slot/full", "", ""},
                new Object[] {200, "GET", "/slot", "", ""},
                new Object[] {200, "GET", "/healthcheck", "", ""},
                new Object[] {200, "PUT", "/slot/x", Loads.of("x"), ""},
                new Object[] {400, "GET", "/?profile=dev", "", ""},
                new Object[] {400, "GET", "/slot/%zz", "", ""},
                new Object[] {400, "PUT", "/slot/x", "{", ""},
                new Object[] {400, "GET", "/", "", "Via"},
                new Object[] {403, "GET", "/", "", "Origin"},
                new Object[] {404, "GET", "/no", "", ""},
                new Object[] {404, "GET", "/slot/no", "", ""},
                new Object[] {405, "POST", "/", "", ""},
                new Object[] {409, "PUT", "/slot/x", Loads.of("y"), ""},
                new Object[] {410, "GET", "/", "", ""},
                new Object[] {410, "GET", "/profile", "", ""},
                new Object[] {413, "PUT", "/slot/x", " ".repeat(65_537), ""},
                new Object[] {422, "PUT", "/slot/x", "[]", ""},
                new Object[] {500, "PUT", "/slot/" + ServerUnderTest.DEFECT, Loads.of(ServerUnderTest.DEFECT), ""});
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    @Rows({"C3", "N3", "N4", "R33"})
    void whateverIsAcceptedEveryAnswerIsJson(int status, String method, String path, String body, String header) {
        put("/slot/full", Loads.of("full"));
        for (String accept : ACCEPTS) {
            RequestSpecification request = request().header("Accept", accept);
            if (!header.isEmpty()) {
                request.header(header, "x");
            }
            if (!body.isEmpty()) {
                request.contentType("application/json").body(body);
            }
            Response response = sound(status, request.request(method, path));
            if (status >= 400) {
                response.then()
                        .body("code", equalTo(Integer.toString(status)))
                        .body("Code", equalTo(Integer.toString(status)))
                        .body("message.length()", lessThan(300));
            }
        }
    }

    @Test
    @Rows({"R30", "R16"})
    void aDefectIsAnsweredWithAnIdAndTheNextRequestIsFine() {
        for (int i = 0; i < 3; i++) {
            Response response = sound(500, put("/slot/" + ServerUnderTest.DEFECT, Loads.of(ServerUnderTest.DEFECT)));
            response.then().body("message", matchesPattern("Internal error [0-9a-f]{8}; see the server's log\\."));
            assertFalse(response.asString().contains(Loads.SECRET));
            sound(200, request().get("/slot"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'GET, HEAD, PUT, DELETE'",
        "/creds, 'GET, HEAD'",
        "/creds/, 'GET, HEAD'",
        "/profile, 'GET, HEAD'",
        "/slot, 'GET, HEAD, DELETE'",
        "/slot/, 'GET, HEAD, DELETE'",
        "/slot/x, 'GET, HEAD, PUT, DELETE'",
        "/slot/x/, 'GET, HEAD, PUT, DELETE'",
        "/healthcheck, 'GET, HEAD'"
    })
    @Rows("R12")
    void otherMethodsAreRefusedWithTheOnesThatAreServed(String path, String allow) {
        for (String method :
                List.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "FROBNICATE")) {
            Response response = request().request(method, path);
            if (List.of(allow.split(", ", -1)).contains(method)) {
                assertTrue(response.statusCode() != 405, method + " " + path);
            } else {
                assertEquals(405, response.statusCode(), method + " " + path);
                assertEquals(allow, response.header("Allow"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site"})
    @Rows("N2")
    void webPagesAreRefusedBeforeAnythingElse(String header) {
        put("/", Loads.of("d"));
        for (String path : List.of("/", "/healthcheck", "/no", "/?x")) {
            for (String method : List.of("GET", "DELETE", "POST", "OPTIONS")) {
                sound(403, request().header(header, "null").header("Via", "x").request(method, path));
            }
        }
        sound(200, request().header("Sec-Fetch-Mode", "cors").get("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-anything", "X-Real-IP", "Via"})
    @Rows("N13")
    void proxiesAreRefused(String header) {
        sound(400, request().header(header, "x").get("/slot"))
                .then()
                .body("message", equalTo("Requests through a proxy are refused. Set NO_PROXY=127.0.0.1,localhost."));
    }

    @Test
    @Rows({"N1", "R4"})
    void anotherHostIsRefused() {
        sound(421, request().header("Host", "evil.example").get("/healthcheck"));
        sound(421, request().header("Host", "localhost.").get("/no"));
    }

    @Test
    @Rows("R28")
    void credsIsTheDefaultSlot() {
        for (int i = 0; i < 2; i++) {
            Response one = request().get("/");
            Response other = request().get("/creds");
            assertEquals(one.statusCode(), other.statusCode());
            assertEquals(one.asString(), other.asString());
            assertEquals(
                    one.headers().asList().toString(), other.headers().asList().toString());
            put("/", Loads.of("d"));
        }
    }

    @Test
    void headIsGetWithoutItsBody() {
        put("/slot/x", Loads.of("x"));
        for (String path : List.of("/", "/creds", "/profile", "/slot", "/slot/x", "/slot/y", "/healthcheck", "/no")) {
            Response get = request().get(path);
            Response head = request().head(path);
            assertEquals(get.statusCode(), head.statusCode(), path);
            assertEquals(get.header("Content-Length"), head.header("Content-Length"), path);
            assertEquals("", head.asString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";x", "a;b", "a+b", "%2F", "a%20b", "%252F", "%C3%A9", "...", "default", "%3B"})
    @Rows({"R31", "C5"})
    void namesAreDecodedOnceAndNeverCut(String segment) {
        String name = java.net.URLDecoder.decode(segment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        put("/slot/other", Loads.of("other"));
        sound(200, put("/slot/" + segment, Loads.of(name)));
        sound(200, request().get("/slot/" + segment));
        sound(200, request().get("/slot/" + segment + "/"));
        sound(200, request().delete("/slot/" + segment));
        sound(404, request().get("/slot/" + segment));
        sound(200, request().get("/slot/other"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/json; charset=utf-16, 415",
        "application/jsonx, 415",
        "application/json;charset=UTF-8, 200",
        "application/json; charset=\"utf-8\", 200"
    })
    void aLoadIsJson(String type, int status) {
        int answered = request()
                .config(io.restassured.config.RestAssuredConfig.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body(Loads.of("x").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/slot/x")
                .statusCode();
        assertEquals(status, answered);
    }

    @Test
    @Rows({"N16"})
    void theHealthCheckTellsNothing() {
        Response empty = sound(200, request().get("/healthcheck"));
        assertEquals("{\"status\":\"UP\"}", empty.asString());
        assertNull(request()
                .header("X-Aws-Sso-Challenge", "a".repeat(43))
                .get("/healthcheck")
                .header("X-Aws-Sso-Proof"));
        sound(400, request().header("X-Aws-Sso-Challenge", "short").get("/healthcheck"));
        request().get("/healthcheck").then().body("message", nullValue()).body("status", not(equalTo("DOWN")));
    }
}
