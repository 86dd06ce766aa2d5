package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefreshTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
    private final JsonObject token = SignedIn.token(wire, client);
    private final String refreshToken = token.string("refreshToken").orElseThrow();

    private int listAccounts(JsonObject with) {
        return wire.get(
                        "/assignment/accounts",
                        "x-amz-sso_bearer_token",
                        with.string("accessToken").orElseThrow())
                .status();
    }

    @Test
    void aRefreshGivesANewAccessTokenAndKeepsTheRefreshToken() {
        sandbox.clockMoves(Duration.ofHours(1));
        assertEquals(401, listAccounts(token));

        JsonObject fresh = SignedIn.refresh(wire, client, refreshToken).json();

        assertEquals(refreshToken, fresh.string("refreshToken").orElseThrow());
        assertEquals(200, listAccounts(fresh));
        assertEquals(200, SignedIn.refresh(wire, client, refreshToken).status());
        assertEquals(2, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void withRotationTheOldRefreshTokenIsSpent() {
        sandbox.rotatesRefreshTokens();

        String next = SignedIn.refresh(wire, client, refreshToken).text("refreshToken");

        assertNotEquals(refreshToken, next);
        assertEquals(
                "400 InvalidGrantException",
                SignedIn.refresh(wire, client, refreshToken).error());
        assertEquals(200, SignedIn.refresh(wire, client, next).status());
    }

    @Test
    void aRefreshTokenIsBoundToItsRegistration() {
        Map<String, Object> other = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));

        assertEquals(
                "400 InvalidGrantException",
                SignedIn.refresh(wire, other, refreshToken).error());
    }

    @Test
    void anUnknownRefreshTokenIsRefused() {
        WireClient.Answer answer = SignedIn.refresh(wire, client, "unknown");

        assertEquals("400 InvalidGrantException", answer.error());
        assertEquals("invalid_grant", answer.text("error"));
    }

    @Test
    void theSessionEnds() {
        sandbox.clockMoves(Duration.ofDays(7));

        assertEquals(
                "400 ExpiredTokenException",
                SignedIn.refresh(wire, client, refreshToken).error());
    }

    @Test
    void aRevokedSessionIsOver() {
        sandbox.revokesSessions();

        assertEquals(401, listAccounts(token));
        assertEquals(
                "400 InvalidGrantException",
                SignedIn.refresh(wire, client, refreshToken).error());
    }

    @Test
    void expiredAccessTokensCanStillBeRefreshed() {
        sandbox.expiresAccessTokens();

        assertEquals(401, listAccounts(token));
        assertEquals(200, SignedIn.refresh(wire, client, refreshToken).status());
    }

    @Test
    void signingOutEndsTheSession() {
        String accessToken = token.string("accessToken").orElseThrow();

        assertEquals(
                200, wire.post("/logout", "x-amz-sso_bearer_token", accessToken).status());
        assertEquals(
                401, wire.post("/logout", "x-amz-sso_bearer_token", accessToken).status());
        assertEquals(
                "400 InvalidGrantException",
                SignedIn.refresh(wire, client, refreshToken).error());
    }

    @Test
    void aDeadRegistrationCannotRefresh() {
        sandbox.forgetsRegistrations();

        assertEquals(
                "401 InvalidClientException",
                SignedIn.refresh(wire, client, refreshToken).error());
    }
}
