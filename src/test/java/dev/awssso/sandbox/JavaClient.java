package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenRequest;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.RegisterClientResponse;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A process of its own: what a program of somebody does with the AWS SDK for Java, the steps of the client in {@code
 * src/test/go}, and no more.
 */
public final class JavaClient {

    private static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN";
    private static final String REDIRECT = "http://127.0.0.1:4321/oauth/callback";

    private JavaClient() {}

    public static void main(String[] words) {
        if (words[0].equals("signin")) {
            signIn(words[1]);
            return;
        }
        try (ProfileCredentialsProvider profile = ProfileCredentialsProvider.create(words[1]);
                StsClient sts = StsClient.builder().credentialsProvider(profile).build()) {
            System.out.println(sts.getCallerIdentity().arn());
        }
    }

    private static CreateTokenRequest create(SsoOidcClient oidc, RegisterClientResponse client, String kind) {
        CreateTokenRequest.Builder request =
                CreateTokenRequest.builder().clientId(client.clientId()).clientSecret(client.clientSecret());
        if (kind.equals("device")) {
            String deviceCode = oidc.startDeviceAuthorization(start -> start.clientId(client.clientId())
                            .clientSecret(client.clientSecret())
                            .startUrl(System.getenv("START_URL")))
                    .deviceCode();
            return request.grantType("urn:ietf:params:oauth:grant-type:device_code")
                    .deviceCode(deviceCode)
                    .build();
        }
        System.out.println("open /authorize?response_type=code&client_id=" + client.clientId() + "&redirect_uri="
                + WireClient.encode(REDIRECT) + "&state=s&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess"
                + "&code_challenge=" + CodeGrants.challenge(VERIFIER));
        String code = new Scanner(System.in, StandardCharsets.US_ASCII).nextLine();
        return request.grantType("authorization_code")
                .code(code)
                .redirectUri(REDIRECT)
                .codeVerifier(VERIFIER)
                .build();
    }

    private static void signIn(String kind) {
        try (SsoOidcClient oidc = SsoOidcClient.builder()
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                SsoClient portal = SsoClient.builder()
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            RegisterClientResponse client = oidc.registerClient(register -> {
                register.clientName("java").clientType("public").scopes("sso:account:access");
                if (kind.equals("pkce")) {
                    register.grantTypes("authorization_code", "refresh_token")
                            .redirectUris("http://127.0.0.1/oauth/callback")
                            .issuerUrl(System.getenv("START_URL"));
                }
            });
            CreateTokenResponse made = oidc.createToken(create(oidc, client, kind));
            System.out.println("ok " + kind);
            use(portal, made.accessToken());
            for (int i = 0; i < 3; i++) {
                String spent = made.refreshToken();
                made = oidc.createToken(refresh -> refresh.clientId(client.clientId())
                        .clientSecret(client.clientSecret())
                        .grantType("refresh_token")
                        .refreshToken(spent));
                String fresh = made.accessToken();
                portal.listAccounts(list -> list.accessToken(fresh));
            }
            System.out.println("ok refresh");
            signOut(portal, made.accessToken());
        }
    }

    private static void use(SsoClient portal, String token) {
        long count =
                portal.listAccountsPaginator(list -> list.accessToken(token).maxResults(100)).accountList().stream()
                        .count();
        require(String.valueOf(count).equals(System.getenv("ACCOUNTS")), count + " accounts");
        System.out.println("ok accounts");
        var keys = portal.getRoleCredentials(
                        get -> get.accessToken(token).accountId("111111111111").roleName("ReadOnlyAccess"))
                .roleCredentials();
        try (StsClient sts = StsClient.builder()
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken())))
                .build()) {
            require(sts.getCallerIdentity().account().equals("111111111111"), "the account");
        }
        System.out.println("ok credentials");
    }

    private static void signOut(SsoClient portal, String token) {
        portal.logout(logout -> logout.accessToken(token));
        try {
            portal.listAccounts(list -> list.accessToken(token));
        } catch (UnauthorizedException signedOut) {
            System.out.println("ok logout");
        }
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
