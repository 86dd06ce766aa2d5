package dev.awssso.aws;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.roles.Partition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the services are: by the same variables and config keys as in the AWS CLI and the SDKs ("Service-specific
 * endpoints", AWS SDKs and Tools Reference Guide), with the refusals that a program which sends secrets there owes.
 */
public final class ServiceEndpoints {

    private final Environment environment;
    private final ConnectionSettings settings;

    public ServiceEndpoints(Environment environment, ConnectionSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * The base address of a service, without a slash at its end.
     *
     * @throws Problem.Usage when the region or an override cannot be used
     */
    public URI endpoint(AwsService service, String region) {
        return endpoint(service, region, false);
    }

    /**
     * The base address of a service of an instance.
     *
     * @param preferDualStack as for start URLs below {@code app.aws}: the dual-stack endpoint where the partition has one
     *     and no override says otherwise
     * @throws Problem.Usage when the region or an override cannot be used
     */
    URI endpoint(AwsService service, String region, boolean preferDualStack) {
        if (!region.matches("[a-z0-9-]{3,32}")) {
            throw new Problem.Usage(
                    "invalid region \"" + dev.awssso.platform.ForeignText.clean(region) + "\"", null, null);
        }
        return override(service).orElseGet(() -> regular(service, region, preferDualStack));
    }

    /** The address that the environment or the profile puts in place of the regular one. */
    public Optional<URI> override(AwsService service) {
        if (ignored()) {
            return Optional.empty();
        }
        String variable = "AWS_ENDPOINT_URL_" + service.key().toUpperCase(Locale.ROOT);
        Optional<URI> override = fromVariable(variable)
                .or(() -> fromVariable("AWS_ENDPOINT_URL"))
                .or(() -> settings.serviceEndpoint(service.key()).map(url -> checked("endpoint_url", url)))
                .or(() -> settings.value("endpoint_url").map(url -> checked("endpoint_url", url)));
        if (override.isPresent() && (fips() || dualStack())) {
            throw new Problem.Usage(
                    "a custom endpoint and " + (fips() ? "FIPS" : "dual-stack") + " endpoints cannot be used together",
                    "set only one of them",
                    null);
        }
        return override;
    }

    private Optional<URI> fromVariable(String variable) {
        return environment.get(variable).map(url -> checked(variable, url));
    }

    private boolean ignored() {
        return isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    }

    private boolean fips() {
        return isTrue("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
    }

    private boolean dualStack() {
        return isTrue("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
    }

    private boolean isTrue(String variable, String key) {
        return environment
                .get(variable)
                .or(() -> settings.value(key))
                .filter(value -> value.strip().equalsIgnoreCase("true"))
                .isPresent();
    }

    // Secrets go there: https, or this machine itself.
    private static URI checked(String source, String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean plain = scheme.equals("http") && uri.getHost() != null && Loopback.isLoopback(uri.getHost());
            boolean whole = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (whole && (scheme.equals("https") || plain)) {
                return URI.create(withoutSlashes(uri.toString()));
            }
        } catch (URISyntaxException e) {
            throw refused(source, e);
        }
        throw refused(source, null);
    }

    private static Problem refused(String source, @org.jspecify.annotations.Nullable Throwable cause) {
        String what = "invalid endpoint " + source;
        String why = "it must be an https URL, or an http URL of this machine, without user, query or fragment";
        return cause == null ? new Problem.Usage(what, why, null) : new Problem.Usage(what, why, null, cause);
    }

    private static String withoutSlashes(String url) {
        int end = url.length();
        while (url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    /**
     * The address that the environment puts in place of the console's own sign-in host. No SDK has a setting for it:
     * {@code AWS_ENDPOINT_URL_SIGNIN} is that of the service behind {@code aws login}.
     *
     * @throws Problem.Usage when it cannot be used
     */
    public Optional<URI> console() {
        if (ignored()) {
            return Optional.empty();
        }
        return fromVariable("AWS_SSO_CONSOLE_ENDPOINT_URL").or(() -> fromVariable("AWS_ENDPOINT_URL"));
    }

    private URI regular(AwsService service, String region, boolean preferDualStack) {
        if (service == AwsService.SIGNIN) {
            return URI.create(
                    "https://" + SigninHosts.host(region, fips(), dualStack()).orElseThrow(() -> noDualStack(region)));
        }
        if (region.equals("aws-global")) {
            return URI.create("https://" + service.hostLabel() + ".amazonaws.com");
        }
        Partition partition = Partition.ofRegion(region);
        boolean preferred = preferDualStack && partition.dualStackSuffix().isPresent();
        // In the government regions the plain hosts are the FIPS ones.
        boolean fipsLabel = fips() && (partition != Partition.GOVERNMENT || dualStack() || preferred);
        String suffix = partition.dnsSuffix();
        if (dualStack() || preferred) {
            suffix = partition.dualStackSuffix().orElseThrow(() -> noDualStack(region));
        }
        return URI.create("https://" + service.hostLabel() + (fipsLabel ? "-fips." : ".") + region + "." + suffix);
    }

    private static Problem noDualStack(String region) {
        return new Problem.Usage(
                "there are no dual-stack endpoints in " + region, "unset AWS_USE_DUALSTACK_ENDPOINT", null);
    }
}
