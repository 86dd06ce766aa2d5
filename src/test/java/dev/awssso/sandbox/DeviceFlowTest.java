package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeviceFlowTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));

    private String deviceCode() {
        return start(SignedIn.START_URL).text("deviceCode");
    }

    private WireClient.Answer start(String startUrl) {
        return wire.post("/device_authorization", SignedIn.with(client, "startUrl", startUrl));
    }

    @Test
    void startsWithACodeAndAPage() {
        WireClient.Answer answer = start(SignedIn.START_URL);

        assertEquals(200, answer.status());
        assertTrue(answer.text("userCode").matches("[B-Z]{4}-[B-Z]{4}"));
        assertEquals(
                sandbox.url() + "/device?user_code=" + answer.text("userCode"), answer.text("verificationUriComplete"));
        assertEquals(600, answer.json().integer("expiresIn").orElseThrow());
    }

    @Test
    void theIntervalCanBeLeftOut() {
        assertEquals(1, start(SignedIn.START_URL).json().integer("interval").orElseThrow());

        sandbox.controls().behave(old -> old.approval(old.approval().interval(Duration.ZERO)));
        assertFalse(start(SignedIn.START_URL).json().has("interval"));
    }

    @Test
    void tellsToWaitAndThenHandsOutTokens() {
        sandbox.approvesAfterPolls(2);
        String code = deviceCode();

        assertEquals(
                "400 AuthorizationPendingException",
                SignedIn.poll(wire, client, code).error());
        assertEquals("authorization_pending", SignedIn.poll(wire, client, code).text("error"));
        JsonObject token = SignedIn.poll(wire, client, code).json();
        assertEquals("Bearer", token.string("tokenType").orElseThrow());
        assertEquals(3600, token.integer("expiresIn").orElseThrow());
        assertTrue(token.has("refreshToken"));
    }

    @Test
    void withoutScopesTheTokenLastsLongAndCannotBeRefreshed() {
        JsonObject token = SignedIn.token(wire, List.of());

        assertEquals(8 * 3600, token.integer("expiresIn").orElseThrow());
        assertFalse(token.has("refreshToken"));
    }

    @Test
    void deniesWhatThePersonDenied() {
        sandbox.deniesAfterPolls(0);

        assertEquals(
                "400 AccessDeniedException",
                SignedIn.poll(wire, client, deviceCode()).error());
    }

    @Test
    void aCodeIsGoodOnce() {
        String code = deviceCode();
        SignedIn.poll(wire, client, code);

        assertEquals(
                "400 InvalidGrantException", SignedIn.poll(wire, client, code).error());
    }

    @Test
    void aCodeExpires() {
        String code = deviceCode();
        sandbox.clockMoves(Duration.ofMinutes(10));

        assertEquals(
                "400 ExpiredTokenException", SignedIn.poll(wire, client, code).error());
    }

    @Test
    void aCodeBelongsToItsClient() {
        String code = deviceCode();
        Map<String, Object> other = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));

        assertEquals(
                "400 InvalidGrantException", SignedIn.poll(wire, other, code).error());
    }

    @Test
    void pollsThatComeTooEarlyMustSlowDown() {
        sandbox.approvesAfterPolls(9).enforcesPollInterval(Duration.ofSeconds(5));
        String code = deviceCode();
        SignedIn.poll(wire, client, code);

        WireClient.Answer early = SignedIn.poll(wire, client, code);
        assertEquals("400 SlowDownException", early.error());
        assertEquals("slow_down", early.text("error"));
        // RFC 8628 3.5: five seconds more for this and all later polls.
        sandbox.clockMoves(Duration.ofSeconds(6));
        assertEquals("400 SlowDownException", SignedIn.poll(wire, client, code).error());
        sandbox.clockMoves(Duration.ofSeconds(20));
        assertEquals(
                "400 AuthorizationPendingException",
                SignedIn.poll(wire, client, code).error());
    }

    @Test
    void asksToSlowDownWhenTold() {
        sandbox.asksToSlowDown(1);
        String code = deviceCode();

        assertEquals("400 SlowDownException", SignedIn.poll(wire, client, code).error());
        assertEquals(200, SignedIn.poll(wire, client, code).status());
    }

    @Test
    void aWrongClientSecretIsRefused() {
        Map<String, Object> impostor = SignedIn.with(client, "clientSecret", "wrong");

        WireClient.Answer answer =
                wire.post("/device_authorization", SignedIn.with(impostor, "startUrl", SignedIn.START_URL));
        assertEquals("401 InvalidClientException", answer.error());
        assertEquals("invalid_client", answer.text("error"));
        assertEquals(
                "401 InvalidClientException",
                SignedIn.poll(wire, impostor, deviceCode()).error());
    }

    @Test
    void anExpiredRegistrationIsRefused() {
        sandbox.clockMoves(Duration.ofDays(90));

        assertEquals("401 InvalidClientException", start(SignedIn.START_URL).error());
    }

    @Test
    void aForgottenRegistrationIsRefused() {
        String code = deviceCode();
        sandbox.forgetsRegistrations();

        assertEquals(
                "401 InvalidClientException", SignedIn.poll(wire, client, code).error());
    }

    @Test
    void takesItsOwnStartUrlInEverySpelling() {
        for (String tail : List.of("", "/", "/#/", "#")) {
            assertEquals(200, start(sandbox.startUrl() + tail).status(), tail);
            assertEquals(200, start(SignedIn.START_URL + tail).status(), tail);
        }
    }

    @Test
    void anotherStartUrlIsRefused() {
        sandbox.knowsOnly(SignedIn.START_URL);

        WireClient.Answer answer = start("https://other.awsapps.com/start");
        assertEquals("400 InvalidRequestException", answer.error());
        assertEquals("invalid_request", answer.text("error"));
        assertEquals(200, start(SignedIn.START_URL).status());
        assertEquals("400 InvalidRequestException", start("start").error());
    }

    @Test
    void aClientOfTheCodeGrantMayNotUseDeviceCodes() {
        Map<String, Object> other = SignedIn.client(wire, SignedIn.codeRegistration());

        assertEquals(
                "400 UnauthorizedClientException",
                wire.post("/device_authorization", SignedIn.with(other, "startUrl", SignedIn.START_URL))
                        .error());
        assertEquals(
                "400 UnauthorizedClientException",
                SignedIn.poll(wire, other, deviceCode()).error());
    }

    @Test
    void anUnknownGrantTypeIsRefused() {
        WireClient.Answer answer = wire.post("/token", SignedIn.with(client, "grantType", "password"));

        assertEquals("400 UnsupportedGrantTypeException", answer.error());
    }

    @Test
    void missingAndNullMembersAreRefused() {
        assertEquals("400 InvalidRequestException", wire.post("/token", client).error());
        assertEquals("400 InvalidRequestException", start("").error());
        assertEquals(
                "400 InvalidRequestException",
                wire.post("/device_authorization", SignedIn.with(client, "startUrl", null))
                        .error());
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertEquals(
                "400 InvalidRequestException",
                wire.postText("/token", "{", "Content-Type", "application/json").error());
        assertEquals(
                "400 InvalidRequestException",
                wire.postForm("/token", Map.of("grantType", "x")).error());
        assertEquals("400 InvalidRequestException", wire.get("/token").error());
    }

    @Test
    void aPersonApprovesOnThePage() {
        sandbox.waitsForPerson();
        WireClient.Answer started = start(SignedIn.START_URL);
        String userCode = started.text("userCode");
        WireClient.Answer page = wire.get("/device?user_code=" + userCode.toLowerCase(java.util.Locale.ROOT));
        assertTrue(page.body().contains(userCode));
        assertTrue(page.body().contains("sandbox"));
        assertEquals(
                "400 AuthorizationPendingException",
                SignedIn.poll(wire, client, started.text("deviceCode")).error());

        WireClient.Answer approved = wire.postForm(
                "/device", Map.of("user_code", userCode, "ticket", page.field("ticket"), "decision", "approve"));

        assertEquals(200, approved.status());
        assertEquals(
                200, SignedIn.poll(wire, client, started.text("deviceCode")).status());
    }

    @Test
    void aPersonDeniesOnThePage() {
        sandbox.waitsForPerson();
        WireClient.Answer started = start(SignedIn.START_URL);
        String userCode = started.text("userCode");
        WireClient.Answer page = wire.get("/device?user_code=" + userCode);
        wire.postForm("/device", Map.of("user_code", userCode, "ticket", page.field("ticket"), "decision", "deny"));

        assertEquals(
                "400 AccessDeniedException",
                SignedIn.poll(wire, client, started.text("deviceCode")).error());
    }

    @Test
    void anotherPageCannotApprove() {
        sandbox.waitsForPerson();
        WireClient.Answer started = start(SignedIn.START_URL);

        WireClient.Answer forged = wire.postForm(
                "/device", Map.of("user_code", started.text("userCode"), "decision", "approve", "ticket", "guess"));

        assertEquals(404, forged.status());
        assertEquals(
                "400 AuthorizationPendingException",
                SignedIn.poll(wire, client, started.text("deviceCode")).error());
    }

    @Test
    void anUnknownUserCodeIsToldAndNotEchoed() {
        WireClient.Answer page = wire.get("/device?user_code=%3Cscript%3E");

        assertEquals(404, page.status());
        assertFalse(page.body().contains("<script"));
    }
}
