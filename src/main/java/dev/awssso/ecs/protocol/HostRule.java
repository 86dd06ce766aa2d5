package dev.awssso.ecs.protocol;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a listener answers for: only those by which a program on this machine would name it, so that a web page
 * cannot reach it by a name of its own that leads here (DNS rebinding). With any port or none.
 */
public final class HostRule {

    // The addresses that SDKs accept for plain HTTP besides loopback.
    private static final Set<String> ALWAYS =
            Set.of("127.0.0.1", "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])){3}");
    private static final int LONGEST_PORT = 5;

    private final Set<String> allowed = new HashSet<>(ALWAYS);

    /**
     * The rule of a listener.
     *
     * @param bound where it listens
     * @param names further names that callers may use
     */
    public HostRule(InetAddress bound, List<String> names) {
        if (!bound.isAnyLocalAddress()) {
            allowed.add(NumericAddress.of(bound));
        }
        names.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Judges the value of {@code Host}, or the authority of a target in absolute form (RFC 9112 3.2.2). */
    public boolean allows(String authority) {
        String host = host(authority);
        if (host == null) {
            return false;
        }
        if (allowed.contains(host)) {
            return true;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return allowed.contains(lower) || LOOPBACK.matcher(lower).matches();
    }

    /**
     * The same, and allows our own end of the connection: bound to every address, a server answers for the one it was
     * reached by.
     */
    public boolean allows(String authority, InetAddress local) {
        return allows(authority)
                || (!local.isAnyLocalAddress()
                        && NumericAddress.of(local).equalsIgnoreCase(String.valueOf(host(authority))));
    }

    // Null when the port is none.
    private static @Nullable String host(String authority) {
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        if (colon < 0) {
            return authority;
        }
        return isPort(authority, colon + 1) ? authority.substring(0, colon) : null;
    }

    private static boolean isPort(String text, int from) {
        if (text.length() - from > LONGEST_PORT) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
