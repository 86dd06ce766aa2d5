package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.awssso.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrationTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);

    private WireClient.Answer register(Map<String, Object> members) {
        return wire.post("/client/register", members);
    }

    @Test
    void tellsIdSecretAndNinetyDays() {
        JsonObject answer = register(SignedIn.deviceRegistration(List.of())).json();

        assertNotEquals("", answer.string("clientId").orElseThrow());
        assertNotEquals("", answer.string("clientSecret").orElseThrow());
        assertEquals(
                90 * 86_400,
                answer.integer("clientSecretExpiresAt").orElseThrow()
                        - answer.integer("clientIdIssuedAt").orElseThrow());
    }

    @Test
    void aClientMustBePublic() {
        Map<String, Object> members =
                SignedIn.with(SignedIn.deviceRegistration(List.of()), "clientType", "confidential");

        assertEquals("400 InvalidClientMetadataException", register(members).error());
    }

    @Test
    void oneRegistrationServesOneGrant() {
        Map<String, Object> members = SignedIn.with(
                SignedIn.codeRegistration(),
                "grantTypes",
                List.of("authorization_code", "urn:ietf:params:oauth:grant-type:device_code"));

        WireClient.Answer answer = register(members);
        assertEquals("400 InvalidScopeException", answer.error());
        assertEquals("invalid_scope", answer.text("error"));
    }

    @Test
    void anUnknownGrantTypeIsRefused() {
        Map<String, Object> members = SignedIn.with(SignedIn.codeRegistration(), "grantTypes", List.of("implicit"));

        assertEquals("400 UnsupportedGrantTypeException", register(members).error());
    }

    @Test
    void aBrokenScopeIsRefused() {
        assertEquals(
                "400 InvalidScopeException",
                register(SignedIn.deviceRegistration(List.of("everything"))).error());
    }

    @Test
    void theCodeGrantNeedsTheLoopbackCallback() {
        for (Object redirects : List.of(
                List.of(),
                List.of("http://127.0.0.1/"),
                List.of("http://127.0.0.1/oauth/callback/"),
                List.of("http://example.com/oauth/callback"),
                List.of("https://127.0.0.1/oauth/callback"),
                List.of("http://127.0.0.1/oauth/callback?x=1"),
                List.of("::"))) {
            WireClient.Answer answer = register(SignedIn.with(SignedIn.codeRegistration(), "redirectUris", redirects));
            assertEquals("400 InvalidRedirectUriException", answer.error(), redirects.toString());
        }
    }

    @Test
    void theCodeGrantNeedsTheIssuer() {
        Map<String, Object> members = SignedIn.codeRegistration();
        members.remove("issuerUrl");
        assertEquals("400 InvalidRequestException", register(members).error());

        sandbox.knowsOnly("https://other.awsapps.com/start");
        assertEquals(
                "400 InvalidRequestException",
                register(SignedIn.codeRegistration()).error());
    }

    @Test
    void membersOfTheWrongTypeAreRefused() {
        Map<String, Object> members = SignedIn.deviceRegistration(List.of());
        assertEquals(
                "400 InvalidRequestException",
                register(SignedIn.with(members, "clientName", 7)).error());
        assertEquals(
                "400 InvalidRequestException",
                register(SignedIn.with(members, "scopes", "a")).error());
        assertEquals(
                "400 InvalidRequestException",
                register(SignedIn.with(members, "scopes", null)).error());
        assertEquals(
                "400 InvalidRequestException",
                register(SignedIn.with(members, "scopes", List.of(1))).error());
    }
}
