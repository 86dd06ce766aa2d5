package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.NumericAddress;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Serves only requests that name this server as a program on this machine would, so that a web page cannot reach it by
 * a name of its own that leads here (DNS rebinding).
 */
final class HostGuard implements Guard {

    // The addresses that SDKs accept for plain HTTP besides loopback.
    private static final Set<String> ALWAYS =
            Set.of("localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])){3}");
    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");

    private final Set<String> allowed = new HashSet<>(ALWAYS);

    /**
     * The guard of a server.
     *
     * @param bound where it listens
     * @param names further names that callers may use
     */
    HostGuard(InetAddress bound, List<String> names) {
        if (!bound.isAnyLocalAddress()) {
            allowed.add(literal(bound));
        }
        names.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void check(Exchange exchange) {
        List<String> hosts = exchange.head().headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            throw Rejection.invalid(hosts.isEmpty() ? "no Host header" : "more than one Host header");
        }
        String authority = exchange.target().authority();
        InetAddress local = exchange.connection().local().getAddress();
        if (!allows(hosts.get(0), local) || (authority != null && !allows(authority, local))) {
            exchange.refusal("host");
            throw Rejection.of(Rejection.MISDIRECTED, "This server does not answer for that host.");
        }
    }

    private boolean allows(String authority, InetAddress local) {
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        return PORT.matcher(port).matches()
                && (allowed.contains(host)
                        || LOOPBACK.matcher(host).matches()
                        // Bound to every address, the server answers for the one it was reached by.
                        || host.equals(literal(local)));
    }

    private static String literal(InetAddress address) {
        String text = NumericAddress.of(new java.net.InetSocketAddress(address, 0));
        return text.substring(0, text.lastIndexOf(':'));
    }
}
