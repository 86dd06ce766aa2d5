package dev.awssso.ecs.protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as URLs and the proof of the server write them: IPv6 in the one spelling of RFC 5952, without a zone. */
public final class NumericAddress {

    private NumericAddress() {}

    /** {@code 127.0.0.1:4144} or {@code [::1]:4144}. */
    public static String of(InetSocketAddress end) {
        return of(end.getAddress()) + ":" + end.getPort();
    }

    /** {@code 127.0.0.1} or {@code [::1]}. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : "[" + compressed(bytes) + "]";
    }

    // RFC 5952 4: lower case, no leading zeros, the first longest run of two or more zero groups is "::".
    private static String compressed(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - from;
    }
}
