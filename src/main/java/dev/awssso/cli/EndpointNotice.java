package dev.awssso.cli;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tells where requests go when a variable of the environment sets an endpoint ({@code AWS_ENDPOINT_URL} and those of
 * single services, AWS SDKs and Tools Reference Guide): a sandbox that is forgotten looks like AWS.
 */
final class EndpointNotice {

    private static final String PREFIX = "AWS_ENDPOINT_URL";

    private EndpointNotice() {}

    /** The line, empty when no such variable is set or {@code AWS_IGNORE_CONFIGURED_ENDPOINT_URLS} is true. */
    static Optional<String> of(Environment environment) {
        boolean ignored = environment
                .get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
                .filter(value -> value.strip().toLowerCase(Locale.ROOT).equals("true"))
                .isPresent();
        List<String> names = environment.variables().keySet().stream()
                .filter(name -> name.equals(PREFIX) || name.startsWith(PREFIX + "_"))
                .filter(name -> environment.get(name).isPresent())
                .sorted()
                .toList();
        if (ignored || names.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<String> addresses = new TreeSet<>();
        names.forEach(name -> addresses.add(address(environment.get(name).orElse(""))));
        return Optional.of("Endpoint set in the environment: " + String.join(", ", addresses) + " ("
                + String.join(", ", names) + ")");
    }

    // Without a user, a path or a query, which may be secret.
    private static String address(String url) {
        try {
            URI uri = new URI(url.strip());
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() == null
                    ? "invalid"
                    : ForeignText.clean(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException e) {
            return "invalid";
        }
    }
}
