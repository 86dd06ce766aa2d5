package dev.awssso.aws;

import dev.awssso.credentials.CallerIdentity;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.SecurityTokenService;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** STS by the SDK. Every call is signed with the keys it is given, and with no others. */
public final class StsClientPort implements SecurityTokenService {

    private static final String GLOBAL = "aws-global";

    private final AwsClients clients;
    private final Attempts attempts;
    private final Map<URI, StsClient> byEndpoint = new ConcurrentHashMap<>();

    public StsClientPort(AwsClients clients, Sleeper sleeper) {
        this.clients = clients;
        this.attempts = new Attempts(clients, sleeper);
    }

    @Override
    public CallerIdentity callerIdentity(RoleCredentials keys, String region) {
        return call("cannot get the caller identity", region, client -> {
            var answer = client.getCallerIdentity(request -> request.overrideConfiguration(signedWith(keys)));
            return new CallerIdentity(present(answer.userId()), present(answer.account()), present(answer.arn()));
        });
    }

    @Override
    public RoleCredentials assumeRole(RoleCredentials keys, String region, AssumeRole call) {
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .overrideConfiguration(signedWith(keys))
                .roleArn(call.role().toString())
                .roleSessionName(call.sessionName())
                .durationSeconds(seconds(call.duration()))
                .externalId(call.externalId())
                .policy(call.policies().policy());
        if (!call.policies().arns().isEmpty()) {
            request.policyArns(arns(call.policies()));
        }
        if (call.mfa() != null) {
            request.serialNumber(call.mfa().serialNumber())
                    .tokenCode(call.mfa().code().reveal());
        }
        return call(
                call.purpose(),
                region,
                client -> credentials(
                        client.assumeRole(request.build()).credentials(),
                        call.role().account()));
    }

    @Override
    public RoleCredentials assumeRole(String region, WebIdentity call) {
        return call(
                call.purpose(),
                region,
                client -> credentials(
                        client.assumeRoleWithWebIdentity(request -> request.overrideConfiguration(config ->
                                                config.credentialsProvider(AnonymousCredentialsProvider.create()))
                                        .roleArn(call.role().toString())
                                        .roleSessionName(call.sessionName())
                                        .durationSeconds(seconds(call.duration()))
                                        .webIdentityToken(call.token().reveal()))
                                .credentials(),
                        call.role().account()));
    }

    @Override
    public RoleCredentials sessionToken(
            RoleCredentials keys, String region, @Nullable Duration duration, @Nullable Mfa mfa) {
        GetSessionTokenRequest.Builder request = GetSessionTokenRequest.builder()
                .overrideConfiguration(signedWith(keys))
                .durationSeconds(seconds(duration));
        if (mfa != null) {
            request.serialNumber(mfa.serialNumber()).tokenCode(mfa.code().reveal());
        }
        return call(
                "cannot get a session token",
                region,
                client -> credentials(client.getSessionToken(request.build()).credentials(), keys.accountId()));
    }

    @Override
    public RoleCredentials federationToken(RoleCredentials keys, String region, FederationToken call) {
        return call("cannot get a federation token", region, client -> {
            var answer = client.getFederationToken(request -> request.overrideConfiguration(signedWith(keys))
                    .name(call.name())
                    .durationSeconds(seconds(call.duration()))
                    .policy(call.policies().policy())
                    .policyArns(arns(call.policies())));
            AccountId account = answer.federatedUser() == null
                    ? keys.accountId()
                    : SecurityTokenService.accountOf(answer.federatedUser().arn());
            return credentials(answer.credentials(), account);
        });
    }

    private <T> T call(String purpose, String region, Function<StsClient, T> call) {
        StsClient client = client(region);
        Supplier<T> attempt = () -> call.apply(client);
        try {
            return attempts.call(attempt, StsErrors::retryable);
        } catch (SdkException failure) {
            throw StsErrors.problem(purpose, region, failure, clients.clockSkew());
        }
    }

    private StsClient client(String region) {
        URI endpoint = clients.endpoints().endpoint(AwsService.STS, region);
        // STS's global endpoint is signed for us-east-1 (AWS General Reference, "AWS STS endpoints").
        String signingRegion = region.equals(GLOBAL) ? "us-east-1" : region;
        return byEndpoint.computeIfAbsent(endpoint, uri -> clients.configured(StsClient.builder(), uri, signingRegion)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointProvider(parameters -> AwsClients.resolved(uri))
                .build());
    }

    private static AwsRequestOverrideConfiguration signedWith(RoleCredentials keys) {
        AwsCredentials credentials = keys.sessionToken() == null
                ? AwsBasicCredentials.create(
                        keys.accessKeyId(), keys.secretKey().reveal())
                : AwsSessionCredentials.create(
                        keys.accessKeyId(),
                        keys.secretKey().reveal(),
                        keys.sessionToken().reveal());
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private static RoleCredentials credentials(@Nullable Credentials answer, @Nullable AccountId account) {
        if (answer == null || answer.expiration() == null) {
            throw impossible();
        }
        return new RoleCredentials(
                present(answer.accessKeyId()),
                Secret.of(present(answer.secretAccessKey())),
                Secret.of(present(answer.sessionToken())),
                answer.expiration(),
                account);
    }

    private static String present(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw impossible();
        }
        return value;
    }

    private static Problem impossible() {
        return new Problem.Unreachable("cannot use STS", "its answer is incomplete", null, null);
    }

    private static @Nullable Integer seconds(@Nullable Duration duration) {
        return duration == null ? null : Math.toIntExact(duration.toSeconds());
    }

    private static List<PolicyDescriptorType> arns(Policies policies) {
        return policies.arns().stream()
                .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
                .toList();
    }
}
