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

class CodeFlowTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String REDIRECT = "http://127.0.0.1:41234/oauth/callback";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final Map<String, Object> client = SignedIn.client(wire, SignedIn.codeRegistration());

    private Map<String, String> query() {
        Map<String, String> query = new java.util.LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", (String) client.get("clientId"));
        query.put("redirect_uri", REDIRECT);
        query.put("state", "st4te=&");
        query.put("code_challenge_method", "S256");
        query.put("scopes", "sso:account:access");
        query.put("code_challenge", CHALLENGE);
        return query;
    }

    private WireClient.Answer authorize(Map<String, String> query) {
        return wire.get("/authorize?" + WireClient.form(query));
    }

    private WireClient.Answer authorizeWith(String name, String value) {
        Map<String, String> query = query();
        query.put(name, value);
        return authorize(query);
    }

    private static Parameters back(WireClient.Answer redirect) {
        assertEquals(302, redirect.status());
        String location = redirect.header("location");
        assertTrue(location.startsWith(REDIRECT + "?"), location);
        return Parameters.parse(location.substring(REDIRECT.length() + 1));
    }

    private String code() {
        return back(authorize(query())).get("code").orElseThrow();
    }

    private WireClient.Answer redeem(String code, Object... more) {
        Map<String, Object> members = SignedIn.with(
                client,
                "grantType",
                "authorization_code",
                "code",
                code,
                "redirectUri",
                REDIRECT,
                "codeVerifier",
                VERIFIER);
        return wire.post("/token", SignedIn.with(members, more));
    }

    @Test
    void approvingSendsCodeAndStateBack() {
        Parameters back = back(authorize(query()));

        assertEquals("st4te=&", back.get("state").orElseThrow());
        JsonObject token = redeem(back.get("code").orElseThrow()).json();
        assertEquals(3600, token.integer("expiresIn").orElseThrow());
        assertTrue(token.has("refreshToken"));
    }

    @Test
    void aPersonApprovesOnThePage() {
        sandbox.waitsForPerson();
        WireClient.Answer page = authorize(query());
        assertEquals(200, page.status());

        Parameters back =
                back(wire.postForm("/authorize", Map.of("ticket", page.field("ticket"), "decision", "approve")));

        assertEquals(200, redeem(back.get("code").orElseThrow()).status());
    }

    @Test
    void denyingSendsAnErrorBack() {
        sandbox.waitsForPerson();
        WireClient.Answer page = authorize(query());

        Parameters back = back(wire.postForm("/authorize", Map.of("ticket", page.field("ticket"), "decision", "deny")));

        assertEquals("access_denied", back.get("error").orElseThrow());
        assertEquals("st4te=&", back.get("state").orElseThrow());
    }

    @Test
    void aDecisionIsTakenOnce() {
        sandbox.waitsForPerson();
        Map<String, String> form = Map.of("ticket", authorize(query()).field("ticket"), "decision", "approve");
        wire.postForm("/authorize", form);

        assertEquals(400, wire.postForm("/authorize", form).status());
    }

    @Test
    void aWrongVerifierIsRefused() {
        assertEquals(
                "400 InvalidGrantException",
                redeem(code(), "codeVerifier", VERIFIER + "x").error());
        assertEquals(
                "400 InvalidGrantException",
                redeem(code(), "codeVerifier", "short").error());
    }

    @Test
    void aMissingVerifierIsRefused() {
        Map<String, Object> members =
                SignedIn.with(client, "grantType", "authorization_code", "code", code(), "redirectUri", REDIRECT);

        assertEquals("400 InvalidRequestException", wire.post("/token", members).error());
    }

    @Test
    void aCodeIsGoodOnceEvenWhenItFailed() {
        String code = code();
        redeem(code, "codeVerifier", VERIFIER + "x");

        assertEquals("400 InvalidGrantException", redeem(code).error());
    }

    @Test
    void aCodeExpires() {
        String code = code();
        sandbox.clockMoves(Duration.ofMinutes(10));

        assertEquals("400 ExpiredTokenException", redeem(code).error());
    }

    @Test
    void theRedirectOfBothRequestsMustBeTheSame() {
        assertEquals(
                "400 InvalidGrantException",
                redeem(code(), "redirectUri", "http://127.0.0.1:41235/oauth/callback")
                        .error());
    }

    @Test
    void aWrongClientSecretIsRefused() {
        assertEquals(
                "401 InvalidClientException",
                redeem(code(), "clientSecret", "wrong").error());
    }

    @Test
    void aDeviceClientMayNotUseCodes() {
        Map<String, Object> device = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));

        assertEquals(
                "400 UnauthorizedClientException",
                redeem(code(), "clientId", device.get("clientId"), "clientSecret", device.get("clientSecret"))
                        .error());
    }

    @Test
    void anUnknownClientOrRedirectIsToldOnAPageAndNeverRedirected() {
        for (WireClient.Answer answer : List.of(
                authorizeWith("client_id", "nobody"),
                authorizeWith("redirect_uri", "http://127.0.0.1:41234/other"),
                authorizeWith("redirect_uri", "http://localhost:41234/oauth/callback"),
                authorizeWith("redirect_uri", "http://evil.example/oauth/callback"),
                authorizeWith("redirect_uri", "http://127.0.0.1:41234/oauth/callback?x=y"))) {
            assertEquals(400, answer.status());
            assertEquals("", answer.header("location"));
        }
    }

    @Test
    void brokenRequestsAreSentBackAsErrors() {
        assertEquals(
                "unsupported_response_type",
                back(authorizeWith("response_type", "token")).get("error").orElseThrow());
        assertEquals(
                "invalid_request",
                back(authorizeWith("code_challenge_method", "plain"))
                        .get("error")
                        .orElseThrow());
        assertEquals(
                "invalid_request",
                back(authorizeWith("code_challenge", "short")).get("error").orElseThrow());
        assertEquals(
                "invalid_scope",
                back(authorizeWith("scopes", "sso:account:access more:than:registered"))
                        .get("error")
                        .orElseThrow());
    }

    @Test
    void withoutTheRefreshGrantThereIsNoRefreshToken() {
        Map<String, Object> registration =
                SignedIn.with(SignedIn.codeRegistration(), "grantTypes", List.of("authorization_code"));
        Map<String, Object> other = SignedIn.client(wire, registration);
        Map<String, String> query = query();
        query.put("client_id", (String) other.get("clientId"));
        String code = back(authorize(query)).get("code").orElseThrow();

        JsonObject token = redeem(code, "clientId", other.get("clientId"), "clientSecret", other.get("clientSecret"))
                .json();
        assertFalse(token.has("refreshToken"));
    }
}
