package dev.awssso.sandbox;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses and their literals, without any look-up of a name. */
public final class InetAddresses {

    /** 127.0.0.1. */
    public static final InetAddress LOOPBACK = of(new byte[] {127, 0, 0, 1});

    /** {@code ::1}. */
    static final InetAddress LOOPBACK_6 = of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private InetAddresses() {}

    /**
     * The address that a literal names: four decimal numbers, or IPv6 with or without brackets. Empty for anything
     * else; in particular a name is never looked up.
     */
    public static Optional<InetAddress> parse(String literal) {
        boolean bracketed = literal.startsWith("[") && literal.endsWith("]");
        String bare = bracketed ? literal.substring(1, literal.length() - 1) : literal;
        boolean four = !bracketed && bare.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
        boolean six = bare.indexOf(':') >= 0 && bare.matches("[0-9a-fA-F:.]{2,45}");
        if (!four && !six) {
            return Optional.empty();
        }
        try {
            // The JDK looks up nothing that has the form of an address.
            return Optional.of(InetAddress.getByName(four ? bare : "[" + bare + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As a URL has it, an IPv6 one in brackets. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text.split("%", 2)[0] + "]" : text;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }
}
