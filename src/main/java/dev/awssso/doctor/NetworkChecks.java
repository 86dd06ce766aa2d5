package dev.awssso.doctor;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.RemoteDate;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.Partition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints that variables put in the place of AWS's own, and the clock of this machine beside that of AWS. */
final class NetworkChecks {

    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int MOST = 5;
    // AWS refuses signatures that are five minutes off (Signature Version 4, "Elements of an AWS API request").
    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final Duration NOTICED = Duration.ofMinutes(1);

    private final Variables variables;
    private final Profiles profiles;
    private final InstantSource clock;

    NetworkChecks(Variables variables, Profiles profiles, InstantSource clock) {
        this.variables = variables;
        this.profiles = profiles;
        this.clock = clock;
    }

    List<Finding> endpoints(String check) {
        List<String> names = variables.environment().variables().keySet().stream()
                .filter(name -> name.equals(ENDPOINT) || name.startsWith(ENDPOINT + "_"))
                .filter(variables::has)
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return List.of(Finding.ok(check, "no variable names an endpoint of a service"));
        }
        List<String> dead = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        names.stream().limit(MOST).forEach(name -> {
            URI uri = uri(variables.value(name).orElse("")).orElse(null);
            if (uri == null) {
                bad.add(name);
            } else if (!proxied(uri) && !listens(uri)) {
                dead.add(name);
            }
        });
        List<Finding> findings = new ArrayList<>();
        if (!bad.isEmpty()) {
            findings.add(Finding.stops(check, "not a URL: " + String.join(", ", bad), variables.unset(bad)));
        }
        if (!dead.isEmpty()) {
            findings.add(Finding.stops(
                    check,
                    "nobody answers at the address that is in " + String.join(", ", dead),
                    variables.unset(dead)));
        }
        return findings.isEmpty() ? List.of(Finding.ok(check, "the endpoints that variables name answer")) : findings;
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Whether a proxy reaches it cannot be told from here.
    private boolean proxied(URI uri) {
        boolean near = uri.getHost().equals("localhost") || uri.getHost().startsWith("127.");
        return !near
                && variables
                        .first("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
                        .isPresent();
    }

    private static boolean listens(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    List<Finding> clock(String check) {
        URI service = service().orElse(null);
        if (service == null) {
            return List.of(Finding.ok(check, "not checked: no sign-in service is configured to compare it with"));
        }
        String host = ForeignText.clean(String.valueOf(service.getHost()));
        if (proxied(service)) {
            return List.of(Finding.ok(check, "not checked: " + host + " is behind a proxy"));
        }
        Optional<Duration> ahead = RemoteDate.of(service).map(date -> Duration.between(date, clock.instant()));
        if (ahead.isEmpty()) {
            return List.of(Finding.ok(check, "not checked: " + host + " cannot be reached"));
        }
        Duration off = ahead.get().abs();
        if (off.compareTo(NOTICED) < 0) {
            return List.of(Finding.ok(check, "the clock agrees with that of " + host));
        }
        String reason = "the clock is " + off.toMinutes() + " min "
                + (ahead.get().isNegative() ? "behind" : "ahead of") + " that of " + host;
        return List.of(
                off.compareTo(REFUSED) < 0
                        ? Finding.warning(check, reason, null)
                        : Finding.stops(
                                check,
                                reason + ": AWS refuses what is signed by it; set the clock of this machine",
                                null));
    }

    // The sign-in service: it is asked for nothing, any answer has a date.
    private Optional<URI> service() {
        Optional<URI> configured =
                variables.first(ENDPOINT + "_SSO_OIDC", ENDPOINT).flatMap(NetworkChecks::uri);
        if (configured.isPresent()) {
            return configured;
        }
        return profiles.ssoSessions().stream()
                .flatMap(session -> session.get("sso_region").stream())
                .filter(region -> region.matches("[a-z0-9-]{3,32}"))
                .findFirst()
                .map(region -> URI.create("https://oidc." + region + "."
                        + Partition.ofRegion(region).dnsSuffix()));
    }
}
