package dev.awssso.aws;

import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.ClientRegistration;
import dev.awssso.signin.DeviceAuthorization;
import dev.awssso.signin.Grant;
import dev.awssso.signin.Instance;
import dev.awssso.signin.IssuedToken;
import dev.awssso.signin.OidcClient;
import dev.awssso.signin.RegistrationRequest;
import dev.awssso.signin.StartUrl;
import dev.awssso.signin.TokenRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenRequest;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.RegisterClientRequest;
import software.amazon.awssdk.services.ssooidc.model.RegisterClientResponse;
import software.amazon.awssdk.services.ssooidc.model.StartDeviceAuthorizationResponse;

/** The OIDC service of Identity Center through the SDK. */
public final class SsoOidcPort implements OidcClient {

    private static final String WHAT = "cannot use the sign-in service";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    // RFC 8252 7.3: registered without a port, used with any.
    private static final String REDIRECT = "http://127.0.0.1/oauth/callback";
    // RFC 8628 3.2
    private static final int DEFAULT_INTERVAL = 5;

    // RFC 7591 3.2.1: 0 stands for a registration that does not expire.
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final AwsClients clients;
    private final Attempts attempts;

    public SsoOidcPort(AwsClients clients, dev.awssso.platform.Sleeper sleeper) {
        this.clients = clients;
        this.attempts = new Attempts(clients, sleeper);
    }

    @Override
    public URI base(Instance instance) {
        return clients.endpoints()
                .endpoint(AwsService.SSO_OIDC, instance.region(), StartUrl.dualStack(instance.startUrl()));
    }

    @Override
    public ClientRegistration register(Instance instance, RegistrationRequest request) {
        RegisterClientRequest.Builder call =
                RegisterClientRequest.builder().clientName(request.clientName()).clientType("public");
        if (!request.scopes().isEmpty()) {
            call.scopes(request.scopes());
        }
        if (request.grant() == Grant.PKCE) {
            call.grantTypes(
                            request.refreshable()
                                    ? List.of("authorization_code", "refresh_token")
                                    : List.of("authorization_code"))
                    .redirectUris(REDIRECT)
                    .issuerUrl(instance.startUrl());
        }
        RegisterClientResponse answer = repeated(() -> clients.oidc(instance).registerClient(call.build()));
        Long end = answer.clientSecretExpiresAt();
        return new ClientRegistration(
                present("clientId", answer.clientId()),
                Secret.of(present("clientSecret", answer.clientSecret())),
                end == null || end == 0 ? NEVER : Instant.ofEpochSecond(end));
    }

    @Override
    public DeviceAuthorization startDevice(Instance instance, ClientRegistration client) {
        StartDeviceAuthorizationResponse answer =
                repeated(() -> clients.oidc(instance).startDeviceAuthorization(call -> call.clientId(client.id())
                        .clientSecret(client.proof().reveal())
                        .startUrl(instance.startUrl())));
        String place = present("verificationUri", answer.verificationUri());
        String complete = answer.verificationUriComplete();
        return new DeviceAuthorization(
                Secret.of(present("deviceCode", answer.deviceCode())),
                present("userCode", answer.userCode()),
                uri(place),
                uri(complete == null ? place : complete),
                seconds("expiresIn", answer.expiresIn()),
                Duration.ofSeconds(
                        answer.interval() == null || answer.interval() == 0 ? DEFAULT_INTERVAL : answer.interval()));
    }

    @Override
    public IssuedToken createToken(Instance instance, ClientRegistration client, TokenRequest request) {
        CreateTokenRequest.Builder call = CreateTokenRequest.builder()
                .clientId(client.id())
                .clientSecret(client.proof().reveal());
        if (request instanceof TokenRequest.Device device) {
            call.grantType(DEVICE_GRANT).deviceCode(device.deviceSecret().reveal());
            return issued(once(() -> clients.oidc(instance).createToken(call.build())));
        }
        if (request instanceof TokenRequest.Code code) {
            call.grantType("authorization_code")
                    .code(code.authorization().reveal())
                    .redirectUri(code.redirectUri().toString())
                    .codeVerifier(code.verifier().reveal());
        }
        if (request instanceof TokenRequest.Refresh refresh) {
            call.grantType("refresh_token").refreshToken(refresh.refresh().reveal());
        }
        return issued(repeated(() -> clients.oidc(instance).createToken(call.build())));
    }

    private static IssuedToken issued(CreateTokenResponse answer) {
        String refresh = answer.refreshToken();
        String access = present("accessToken", answer.accessToken());
        if (!AccessToken.isToken(access)) {
            throw new Problem.Unreachable(WHAT, "its answer contains an invalid accessToken", null, null);
        }
        return new IssuedToken(
                Secret.of(access),
                seconds("expiresIn", answer.expiresIn()),
                refresh == null || refresh.isEmpty() ? null : Secret.of(refresh));
    }

    private <T> T repeated(Supplier<T> call) {
        return once(() -> attempts.call(call));
    }

    private static <T> T once(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkServiceException failure) {
            throw AwsErrors.oidc(failure);
        } catch (SdkException failure) {
            throw AwsErrors.unreachable(WHAT, failure);
        }
    }

    private static String present(String member, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new Problem.Unreachable(WHAT, "its answer has no " + member, null, null);
        }
        return value;
    }

    private static Duration seconds(String member, @Nullable Integer value) {
        if (value == null || value <= 0) {
            throw new Problem.Unreachable(WHAT, "its answer has no " + member, null, null);
        }
        return Duration.ofSeconds(value);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Problem.Unreachable(WHAT, "its answer contains an invalid address", null, null);
        }
    }
}
