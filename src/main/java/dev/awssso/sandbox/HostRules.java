package dev.awssso.sandbox;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which names a request may give for the sandbox. A page of the web that makes a browser resolve its own name to the
 * sandbox's address (DNS rebinding) must get nowhere, and the proxy must lead nowhere but here.
 */
final class HostRules {

    // host [":" port] of RFC 3986 3.2
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\[\\]:/?#@\\s]+)(?::([0-9]{1,5}))?");
    private static final int HTTPS = 443;

    private final Listening listening;

    HostRules(Listening listening) {
        this.listening = listening;
    }

    /** Why a request must not be answered; empty when it may. */
    Optional<Reply> refusal(Request request) {
        List<String> hosts = request.headers().getOrDefault("host", List.of());
        String tunnel = request.arrival().tunnel();
        boolean allowed = hosts.size() == 1 && mayName(hosts.get(0), request.arrival());
        if (allowed && request.authority().isPresent()) {
            allowed = mayName(request.authority().get(), request.arrival());
        }
        if (allowed) {
            return Optional.empty();
        }
        if (request.authority().isPresent()) {
            return Optional.of(
                    Reply.text(403, "text/plain", "this proxy serves the sandbox only and forwards nothing\n"));
        }
        String known = tunnel != null
                ? "the host of the tunnel only"
                : "127.0.0.1, localhost, its own address and the names of --allow-host only";
        return Optional.of(Reply.text(421, "text/plain", "the sandbox accepts the host " + known + "\n"));
    }

    private boolean mayName(String authority, Arrival arrival) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return arrival.tunnel() == null ? own(name, arrival.local()) : name.equals(arrival.tunnel());
    }

    /** Whether a name stands for the sandbox itself. */
    private boolean own(String name, InetAddress local) {
        if (name.equals("localhost") || listening.hosts().contains(name)) {
            return true;
        }
        return InetAddresses.parse(name)
                .filter(address -> address.isLoopbackAddress() || address.equals(local))
                .isPresent();
    }

    /**
     * Where a CONNECT (RFC 9110 9.3.6) leads: the host, in lower case, in whose name the sandbox answers.
     *
     * @param authority the request target
     * @param port the sandbox's own
     * @return empty when it leads elsewhere and is refused
     */
    Optional<String> tunnel(String authority, InetAddress local, int port) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches() || matcher.group(2) == null) {
            return Optional.empty();
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        int asked = Integer.parseInt(matcher.group(2));
        boolean aws = asked == HTTPS && AwsHosts.contains(name);
        return aws || (asked == port && own(name, local)) ? Optional.of(name) : Optional.empty();
    }
}
