package dev.awssso.aws;

import dev.awssso.platform.CorrectedClock;
import dev.awssso.platform.Environment;
import dev.awssso.signin.Instance;
import dev.awssso.signin.StartUrl;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/**
 * The SDK's clients, one for each service and endpoint, built when first used. Nothing in them looks around by itself:
 * no default credentials, no config files, no region lookup, no retries, no endpoint rules, no redirects.
 */
public final class AwsClients {

    private final Environment environment;
    private final ConnectionSettings settings;
    private final ServiceEndpoints endpoints;
    private final CorrectedClock clock;
    private final CallRules rules;
    private final Map<URI, SsoClient> sso = new ConcurrentHashMap<>();
    private final Map<URI, SsoOidcClient> oidc = new ConcurrentHashMap<>();

    /** Clients that call by the rules for a person who waits. */
    public AwsClients(Environment environment, ConnectionSettings settings, CorrectedClock clock) {
        this(environment, settings, clock, CallRules.COMMAND);
    }

    public AwsClients(Environment environment, ConnectionSettings settings, CorrectedClock clock, CallRules rules) {
        this.environment = environment;
        this.settings = settings;
        this.endpoints = new ServiceEndpoints(environment, settings);
        this.clock = clock;
        this.rules = rules;
    }

    /** How calls are sent. */
    CallRules rules() {
        return rules;
    }

    /** Where the services are. */
    public ServiceEndpoints endpoints() {
        return endpoints;
    }

    /** What the profile in use says about connections. */
    ConnectionSettings settings() {
        return settings;
    }

    /** How far AWS's time is ahead of this machine's. */
    Duration clockSkew() {
        return clock.skew();
    }

    /** The time by AWS's clock, as far as its answers have told it. */
    Instant now() {
        return clock.instant();
    }

    /** The environment the clients were made for. */
    Environment environment() {
        return environment;
    }

    SsoClient sso(Instance instance) {
        String region = instance.region();
        URI endpoint = endpoints.endpoint(AwsService.SSO, region, StartUrl.dualStack(instance.startUrl()));
        return sso.computeIfAbsent(endpoint, uri -> configured(SsoClient.builder(), uri, region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointProvider(parameters -> resolved(uri))
                .build());
    }

    SsoOidcClient oidc(Instance instance) {
        String region = instance.region();
        URI endpoint = endpoints.endpoint(AwsService.SSO_OIDC, region, StartUrl.dualStack(instance.startUrl()));
        return oidc.computeIfAbsent(endpoint, uri -> configured(SsoOidcClient.builder(), uri, region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointProvider(parameters -> resolved(uri))
                .build());
    }

    /** The answer of an endpoint provider that has nothing to find out: the rules engine costs 40 ms and more. */
    static CompletableFuture<Endpoint> resolved(URI endpoint) {
        return CompletableFuture.completedFuture(
                Endpoint.builder().url(endpoint).build());
    }

    /** A builder of any service with everything set that the SDK would otherwise look for. */
    <B extends AwsClientBuilder<B, C> & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, C>, C>
            B configured(B builder, URI endpoint, String region) {
        Supplier<ProfileFile> noFile = AwsClients::emptyProfileFile;
        return builder.region(Region.of(region))
                .endpointOverride(endpoint)
                .defaultsMode(DefaultsMode.LEGACY)
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .httpClient(httpClient(endpoint))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .defaultProfileFileSupplier(noFile)
                        .defaultProfileName("none")
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(rules.deadline())
                        .addExecutionInterceptor(new AnswerGuard(clock))
                        .build());
    }

    private static ProfileFile emptyProfileFile() {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content("")
                .build();
    }

    /**
     * Where an address leads, as far as its first answer tells.
     *
     * @throws dev.awssso.problem.Problem.Unreachable when there is no answer
     */
    public Optional<URI> redirect(URI address) {
        return new Redirects(new Connections(environment, settings)).of(address);
    }

    /** A connection to an endpoint that no client of the SDK speaks for. */
    SdkHttpClient httpClient(URI endpoint) {
        return new Connections(environment, settings).to(endpoint);
    }
}
