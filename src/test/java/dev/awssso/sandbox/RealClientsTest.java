package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.AccountInfo;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenRequest;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.InvalidGrantException;
import software.amazon.awssdk.services.ssooidc.model.RegisterClientResponse;
import software.amazon.awssdk.services.ssooidc.model.StartDeviceAuthorizationResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** The clients that people really use, against the sandbox. */
@Tag("slow")
class RealClientsTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(5, 2);

    @TempDir
    Path home;

    /** {@code python3 -m venv target/python && target/python/bin/pip install -r src/test/python/requirements.txt} */
    @Test
    void boto3AndTheAwsCliWork() throws IOException, InterruptedException {
        sandbox.waitsForPerson().enforcesPollInterval(Duration.ofSeconds(1));
        Path log = home.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        "target/python/bin/python", "src/test/python/test_sandbox_clients.py")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", home.toString(),
                        "AWS_ENDPOINT_URL", sandbox.url(),
                        "SANDBOX_KEY", sandbox.controlKey()));
        int exit = builder.start().waitFor();

        String text = Files.readString(log);
        assertEquals(0, exit, text);
        assertTrue(text.contains("ok test_cli_refreshes_an_expired_sign_in"), text);
    }

    @Test
    void theSdkForJavaWorks() {
        try (SsoOidcClient oidc = SsoOidcClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create(sandbox.url()))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                SsoClient portal = SsoClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create(sandbox.url()))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            String token = signIn(oidc);
            assertEquals(
                    List.of("111111111111", "222222222222", "123456789012", "300000000004", "300000000005"),
                    portal.listAccountsPaginator(list -> list.accessToken(token).maxResults(2)).accountList().stream()
                            .map(AccountInfo::accountId)
                            .toList());
            assertThrows(UnauthorizedException.class, () -> portal.listAccounts(list -> list.accessToken("wrong")));
            identify(portal.getRoleCredentials(get ->
                            get.accessToken(token).accountId("123456789012").roleName("Developer"))
                    .roleCredentials());
        }
    }

    private static String signIn(SsoOidcClient oidc) {
        RegisterClientResponse client = oidc.registerClient(
                register -> register.clientName("java").clientType("public").scopes("sso:account:access"));
        StartDeviceAuthorizationResponse started =
                oidc.startDeviceAuthorization(start -> start.clientId(client.clientId())
                        .clientSecret(client.clientSecret())
                        .startUrl(SignedIn.START_URL));
        CreateTokenRequest request = CreateTokenRequest.builder()
                .clientId(client.clientId())
                .clientSecret(client.clientSecret())
                .grantType("urn:ietf:params:oauth:grant-type:device_code")
                .deviceCode(started.deviceCode())
                .build();
        CreateTokenResponse token = oidc.createToken(request);
        assertThrows(InvalidGrantException.class, () -> oidc.createToken(request));
        return token.accessToken();
    }

    private void identify(RoleCredentials keys) {
        try (StsClient sts = StsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create(sandbox.url()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken())))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            assertEquals("123456789012", sts.getCallerIdentity().account());
            assertEquals(
                    "arn:aws:sts::222222222222:assumed-role/TargetRole/java",
                    sts.assumeRole(assume -> assume.roleArn("arn:aws:iam::222222222222:role/TargetRole")
                                    .roleSessionName("java"))
                            .assumedRoleUser()
                            .arn());
            StsException denied = assertThrows(
                    StsException.class,
                    () -> sts.assumeRole(assume -> assume.roleArn("arn:aws:iam::222222222222:role/DeniedRole")
                            .roleSessionName("java")));
            assertEquals("AccessDenied", denied.awsErrorDetails().errorCode());
        }
    }
}
