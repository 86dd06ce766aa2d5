package dev.awssso.aws;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxy on the way to a host, by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} (or the same in lower
 * case), read as curl and botocore do. This machine is never behind a proxy.
 */
final class Proxies {

    private final Environment environment;

    Proxies(Environment environment) {
        this.environment = environment;
    }

    /** The proxy for an endpoint, empty where none is to be used. */
    Optional<URI> proxyFor(URI endpoint) {
        String host = endpoint.getHost();
        if (host == null || Loopback.isLoopback(host) || exempt(host)) {
            return Optional.empty();
        }
        String name = "http".equals(endpoint.getScheme()) ? "http_proxy" : "https_proxy";
        return variable(name).map(value -> parse(name, value));
    }

    // curl prefers the lower case, as the older spelling.
    private Optional<String> variable(String lowerCase) {
        return environment.get(lowerCase).or(() -> environment.get(lowerCase.toUpperCase(Locale.ROOT)));
    }

    private boolean exempt(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Arrays.stream(variable("no_proxy").orElse("").split("[,\\s]+", -1))
                .map(entry -> entry.toLowerCase(Locale.ROOT)
                        .replaceFirst("^\\*?\\.", "")
                        .replaceFirst(":\\d+$", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || name.equals(entry) || name.endsWith("." + entry));
    }

    private static URI parse(String name, String value) {
        try {
            URI proxy = new URI(value.contains("://") ? value : "http://" + value);
            if (proxy.getHost() != null) {
                return proxy;
            }
        } catch (URISyntaxException e) {
            // The value may hold a password: neither it nor the exception's text goes anywhere.
        }
        throw new Problem.Usage("invalid " + name.toUpperCase(Locale.ROOT), "it must be http://HOST:PORT", null);
    }
}
