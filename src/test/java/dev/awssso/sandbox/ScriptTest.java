package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScriptTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
    private final JsonObject signIn = SignedIn.token(wire, client);
    private final String token = signIn.string("accessToken").orElseThrow();

    private WireClient.Answer script(String members) {
        return wire.postText(
                "/sandbox/control", "{\"do\":\"script\"," + members + "}", "x-sandbox-key", sandbox.controlKey());
    }

    private void plan(String members) {
        assertEquals(200, script(members).status());
    }

    private WireClient.Answer list() {
        return wire.get("/assignment/accounts", "x-amz-sso_bearer_token", token);
    }

    private WireClient.Answer credentials(String account, String role) {
        return wire.get(
                "/federation/credentials?role_name=" + role + "&account_id=" + account,
                "x-amz-sso_bearer_token",
                token);
    }

    @Test
    void answersAModelledErrorOnceThenItself() {
        plan("\"operation\":\"ListAccounts\",\"answer\":{\"error\":\"TooManyRequestsException\",\"message\":\"slow\"}");

        WireClient.Answer refused = list();
        assertEquals("429 TooManyRequestsException", refused.error());
        assertEquals("slow", refused.text("message"));
        assertEquals(200, list().status());
    }

    @Test
    void answersAnyStatusBodyAndHeader() {
        plan("\"operation\":\"ListAccounts\",\"times\":2,\"answer\":{\"status\":599,\"body\":\"<html>\",\"headers\":"
                + "{\"Retry-After\":\"7\",\"content-type\":\"text/html\"}}");

        WireClient.Answer answer = list();
        assertEquals(599, answer.status());
        assertEquals("<html>", answer.body());
        assertEquals("7", answer.header("retry-after"));
        assertEquals(List.of("text/html"), answer.headers().get("content-type"));
        assertEquals(599, list().status());
        assertEquals(200, list().status());
    }

    @Test
    void meansOneRoleOfOneAccount() {
        plan("\"operation\":\"GetRoleCredentials\",\"account\":\"111111111111\",\"role\":\"ReadOnlyAccess\","
                + "\"times\":9,\"answer\":{\"status\":500,\"error\":\"Whatever\"}");

        assertEquals(200, credentials("111111111111", "PowerUserAccess").status());
        assertEquals(200, credentials("222222222222", "ReadOnlyAccess").status());
        assertEquals(
                "500 Whatever", credentials("111111111111", "ReadOnlyAccess").error());
    }

    @Test
    void meansOnePerson() {
        sandbox.signsIn("other@example.com");
        String other = SignedIn.accessToken(wire);
        plan("\"user\":\"other@example.com\",\"share\":1,\"answer\":{\"error\":\"AccessDenied\",\"status\":403}");

        assertEquals(
                403,
                wire.get("/assignment/accounts", "x-amz-sso_bearer_token", other)
                        .status());
        assertEquals(200, list().status());
        assertEquals(
                200,
                SignedIn.refresh(wire, client, signIn.string("refreshToken").orElseThrow())
                        .status());
    }

    @Test
    void meansARoleOfSts() {
        SdkSigner user = SdkSigner.of(sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob"));
        plan("\"operation\":\"AssumeRole\",\"role\":\"PathRole\",\"answer\":{\"error\":\"RegionDisabledException\"}");

        assertEquals(
                200,
                user.call(
                                sandbox,
                                "AssumeRole",
                                "RoleArn",
                                "arn:aws:iam::111111111111:role/Hop1",
                                "RoleSessionName",
                                "x1")
                        .status());
        WireClient.Answer refused = user.call(
                sandbox,
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::111111111111:role/team/dev/PathRole",
                "RoleSessionName",
                "x1");
        assertEquals(403, refused.status());
        assertEquals("RegionDisabledException", refused.xml("Code"));
    }

    @Test
    void takesAShareEvenly() {
        plan("\"operation\":\"ListAccounts\",\"skip\":2,\"share\":0.25,\"answer\":{\"status\":503}");

        List<Integer> statuses = new ArrayList<>();
        for (int call = 0; call < 10; call++) {
            statuses.add(list().status());
        }
        assertEquals(List.of(200, 200, 200, 200, 200, 503, 200, 200, 200, 503), statuses);
    }

    @Test
    void hangsUpBeforeAfterAndInTheMiddle() {
        for (String drop : List.of("before", "after", "half")) {
            plan("\"operation\":\"ListAccounts\",\"times\":1,\"answer\":{\"drop\":\"" + drop + "\"}");
            // The JDK's client tries a GET again when the connection was kept and is gone.
            plan("\"operation\":\"ListAccounts\",\"times\":1,\"answer\":{\"drop\":\"" + drop + "\"}");
            assertThrows(UncheckedIOException.class, this::list, drop);
            wire.postText("/sandbox/control", "{\"do\":\"clear-faults\"}", "x-sandbox-key", sandbox.controlKey());
            assertEquals(200, list().status());
        }
    }

    @Test
    void delaysAndTellsAWrongTime() {
        plan("\"operation\":\"ListAccounts\",\"answer\":{\"delayMillis\":300,\"dateSeconds\":-3600}");

        Instant start = Instant.now();
        WireClient.Answer answer = list();

        assertEquals(200, answer.status());
        assertTrue(Duration.between(start, Instant.now()).toMillis() >= 300);
        Instant date = ZonedDateTime.parse(answer.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertTrue(Duration.between(date, start).toSeconds() > 3500, answer.header("date"));
    }

    @Test
    void refusesWhatItCannotDo() {
        for (String[] mistake : new String[][] {
            {"\"operation\":\"ListAccounts\"", "the control \"script\" requires the member \"answer\""},
            {
                "\"answer\":{\"state\":1}",
                "the control \"script\", \"answer\" has no member \"state\"; use one of: status"
            },
            {"\"answer\":{\"status\":42}", "status must be between 200 and 599"},
            {"\"share\":2,\"answer\":{}", "the control \"script\": \"share\" must be a number from 0.01 to 1"},
            {"\"operation\":\"Nope\",\"answer\":{}", "there is no operation \"Nope\""},
            {
                "\"operation\":\"ListAccounts\",\"answer\":{\"error\":\"SlowDownException\"}",
                "ListAccounts has no error \"SlowDownException\"; give it a status, or one of: Forbidden"
            },
            {"\"answer\":{\"headers\":{\"Content-Length\":\"1\"}}", "not a header that can be set: Content-Length"},
            {"\"answer\":{\"drop\":\"later\"}", "the control \"script\", \"answer\": there is no drop \"later\""},
        }) {
            WireClient.Answer answer = script(mistake[0]);
            assertEquals(400, answer.status(), mistake[0]);
            assertTrue(answer.text("message").startsWith(mistake[1]), answer.text("message"));
        }
        assertEquals(200, list().status());
    }

    @Test
    void recordsWhatWasSentWithoutSecrets() {
        sandbox.marksSecrets("CANARY42");
        Map<String, Object> marked = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        JsonObject fresh = SignedIn.token(wire, marked);
        SignedIn.refresh(wire, marked, fresh.string("refreshToken").orElseThrow());
        SdkSigner role = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "ReadOnlyAccess");
        role.call(sandbox, "GetCallerIdentity");

        String all = wire.get("/sandbox/control/requests", "x-sandbox-key", sandbox.controlKey())
                .body();
        assertFalse(all.contains("CANARY42"), all);
        List<?> refreshes = wire.get(
                        "/sandbox/control/requests?operation=CreateToken", "x-sandbox-key", sandbox.controlKey())
                .json()
                .array("requests");
        JsonObject last = (JsonObject) refreshes.get(2);
        assertEquals("POST", last.string("method").orElseThrow());
        JsonObject body = JsonObject.parse(last.string("body").orElseThrow());
        assertEquals("refresh_token", body.string("grantType").orElseThrow());
        assertEquals("****", body.string("refreshToken").orElseThrow());
        RecordedRequest identity = sandbox.controls().requests().stream()
                .filter(request -> request.operation().equals("GetCallerIdentity"))
                .findFirst()
                .orElseThrow();
        String authorization = identity.headers().get("authorization").get(0);
        assertTrue(authorization.contains("Credential=" + role.keys().accessKeyId()), authorization);
        assertTrue(authorization.endsWith("Signature=****"), authorization);
    }
}
