package dev.awssso.sandbox;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a sandbox can be reached, and under which names.
 *
 * @param address that it listens at
 * @param hosts names that a {@code Host} header may carry beside the loopback ones and the address, in lower case
 * @param tls whether it uses TLS as well, and is a proxy for the host names of AWS
 */
public record Listening(InetAddress address, Set<String> hosts, boolean tls) {

    /** On 127.0.0.1 alone, without TLS. */
    public static final Listening LOOPBACK = new Listening(InetAddresses.LOOPBACK, Set.of(), false);

    public Listening {
        hosts = Set.copyOf(hosts);
    }

    public Listening tls(boolean other) {
        return new Listening(address, hosts, other);
    }

    public Listening address(InetAddress other) {
        return new Listening(other, hosts, tls);
    }

    /** These names too; an {@link IllegalArgumentException} for what is no host name. */
    public Listening hosts(List<String> more) {
        Set<String> all = new TreeSet<>(hosts);
        for (String name : more) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.length() > 253
                    || !lower.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")) {
                throw new IllegalArgumentException("not a host name: " + name);
            }
            all.add(lower);
        }
        return new Listening(address, all, tls);
    }

    /** Whether only this machine reaches it. */
    public boolean local() {
        return address.isLoopbackAddress();
    }

    /** The address as a URL has it: the one that is listened at, or 127.0.0.1 where that is every one. */
    String urlHost() {
        return InetAddresses.literal(address.isAnyLocalAddress() ? InetAddresses.LOOPBACK : address);
    }
}
