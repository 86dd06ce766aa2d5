package dev.awssso.sandbox.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/** The extension as somebody else's test uses it, with the SDK for Java. */
class SandboxExtensionTest {

    @RegisterExtension
    static final SandboxExtension FOR_ALL = SandboxExtension.create().with(options -> options.directory(7, 2));

    @RegisterExtension
    final SandboxExtension forEach = SandboxExtension.create();

    private static String signIn(SandboxExtension sandbox) {
        try (SsoOidcClient oidc = SsoOidcClient.builder()
                .region(Region.of(sandbox.region()))
                .endpointOverride(URI.create(sandbox.endpoint()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var client = oidc.registerClient(
                    register -> register.clientName("test").clientType("public").scopes("sso:account:access"));
            var started = oidc.startDeviceAuthorization(start -> start.clientId(client.clientId())
                    .clientSecret(client.clientSecret())
                    .startUrl(sandbox.startUrl()));
            return oidc.createToken(create -> create.clientId(client.clientId())
                            .clientSecret(client.clientSecret())
                            .grantType("urn:ietf:params:oauth:grant-type:device_code")
                            .deviceCode(started.deviceCode()))
                    .accessToken();
        }
    }

    private static int accounts(SandboxExtension sandbox, String token) {
        try (SsoClient portal = SsoClient.builder()
                .region(Region.of(sandbox.region()))
                .endpointOverride(URI.create(sandbox.endpoint()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return portal.listAccounts(list -> list.accessToken(token))
                    .accountList()
                    .size();
        }
    }

    @Test
    void itsDirectoryAndControlsAreTheTests() {
        String token = signIn(FOR_ALL);
        assertEquals(7, accounts(FOR_ALL, token));

        FOR_ALL.controls().removeAccount("111111111111");

        assertEquals(6, accounts(FOR_ALL, token));
        assertEquals(1, FOR_ALL.controls().calls("CreateToken"));
    }

    @Test
    void eachTestHasOneOfItsOwn() {
        assertEquals(3, accounts(forEach, signIn(forEach)));
        assertEquals(1, forEach.controls().calls("CreateToken"));
        assertNotEquals(FOR_ALL.endpoint(), forEach.environment().get("AWS_ENDPOINT_URL_SSO"));
        assertThrows(UnauthorizedException.class, () -> accounts(forEach, "of nobody"));
    }

    @Test
    void outsideOfTestsThereIsNone() {
        assertThrows(IllegalStateException.class, SandboxExtension.create()::endpoint);
    }
}
