package dev.awssso.ecs.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in where a token is demanded, in this process. */
@QuarkusTest
@TestProfile(ServerUnderTest.WithToken.class)
class CallersTest {

    @BeforeEach
    void fill() {
        for (String path : List.of("/", "/slot/A", "/slot/B")) {
            assertEquals(
                    200,
                    with("Bearer " + ServerUnderTest.TOKEN)
                            .contentType("application/json")
                            .body(Loads.of(path.equals("/") ? "d" : path.substring(6)))
                            .put(path)
                            .statusCode());
        }
    }

    private static RequestSpecification with(String authorization) {
        return given().urlEncodingEnabled(false).header("Authorization", authorization);
    }

    private static void sameRefusal(Response expected, Response response, String what) {
        assertEquals(403, response.statusCode(), what);
        assertEquals(expected.asString(), response.asString(), what);
        assertEquals(
                expected.headers().asList().toString(),
                response.headers().asList().toString(),
                what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  ", ""})
    @Rows("R9")
    void theTokenIsTakenInEverySpelling(String scheme) {
        assertEquals(200, with(scheme + ServerUnderTest.TOKEN).get("/").statusCode());
    }

    @Test
    @Rows({"R9", "R11", "N8", "N11", "L5"})
    void everybodyElseGetsOneAndTheSameAnswer() {
        Response first = given().get("/");
        for (String wrong :
                List.of("Basic " + ServerUnderTest.TOKEN, "Bearer", "Bearer y", ServerUnderTest.TOKEN + "x")) {
            for (String path : List.of("/", "/slot/A", "/slot/none", "/no/such", "/slot", "/?x=y")) {
                for (String method : List.of("GET", "PUT", "DELETE", "POST", "OPTIONS")) {
                    sameRefusal(first, with(wrong).request(method, path), method + " " + path + " " + wrong);
                }
            }
        }
        assertEquals(200, given().get("/healthcheck").statusCode());
    }

    @Test
    @Rows("N9")
    void aReadTokenReadsItsSlotAndNothingElse() {
        String token = "Bearer " + ServerUnderTest.READ_A;
        for (String path : List.of("/slot/A", "/slot/A/", "/slot/%41")) {
            assertEquals(200, with(token).get(path).statusCode(), path);
            assertEquals(200, with(token).head(path).statusCode(), path);
        }
        nothingElse(
                token,
                List.of("/slot/B", "/slot/none", "/slot", "/profile", "/", "/creds", "/no", "/slot/A/x"),
                "/slot/A");
    }

    @Test
    @Rows("N9")
    void aReadTokenOfTheDefaultSlotReadsItAndNothingElse() {
        String token = "Bearer " + ServerUnderTest.READ_DEFAULT;
        assertEquals(200, with(token).get("/").statusCode());
        assertEquals(200, with(token).head("/").statusCode());
        nothingElse(token, List.of("/creds", "/profile", "/slot", "/slot/A", "/slot/default", "/no"), "/");
    }

    private static void nothingElse(String token, List<String> others, String own) {
        Response wrong = with("Bearer wrong").get(own);
        others.forEach(path -> sameRefusal(wrong, with(token).get(path), path));
        for (String method : List.of("PUT", "DELETE", "POST")) {
            sameRefusal(wrong, with(token).request(method, own), method);
        }
        assertEquals(200, with(token).get(own).statusCode());
    }

    @Test
    @Rows("N6")
    void theServerProvesItself() {
        Response challenged =
                given().header("X-Aws-Sso-Challenge", "Q".repeat(43)).get("/healthcheck");
        assertTrue(challenged.header("X-Aws-Sso-Proof").matches("[A-Za-z0-9_-]{43}"));
        assertEquals("{\"status\":\"UP\"}", challenged.asString());
        assertNull(given().get("/healthcheck").header("X-Aws-Sso-Proof"));
    }
}
