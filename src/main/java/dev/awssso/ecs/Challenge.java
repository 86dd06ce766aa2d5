package dev.awssso.ecs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The question with which a client makes a server show that it knows the admin token, and the answer. The answer is
 * bound to the address and port of the server's end of the connection, so that a relay on another port cannot pass it
 * on.
 *
 * @param text 32 random bytes in base64url, 43 characters
 */
public record Challenge(String text) {

    /** The request's header. */
    public static final String HEADER = "X-Aws-Sso-Challenge";

    /** The answer's header; there is none without an admin token. */
    public static final String PROOF_HEADER = "X-Aws-Sso-Proof";

    private static final int BYTES = 32;
    private static final int LENGTH = 43;
    private static final String VERSION = "aws-sso-ecs-proof-v1";
    private static final String ALGORITHM = "HmacSHA256";

    /** A fresh one. */
    public static Challenge fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Challenge(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads the header's value; empty when it is malformed. */
    public static Optional<Challenge> parse(String header) {
        boolean wellFormed = header.length() == LENGTH
                && header.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
        return wellFormed ? Optional.of(new Challenge(header)) : Optional.empty();
    }

    /**
     * The answer: base64url of HMAC-SHA256 with the admin token's secret over version, address and challenge.
     *
     * @param serverEnd the address and port of the server's end of this very connection
     */
    public String proof(BearerToken admin, InetSocketAddress serverEnd) {
        String message = VERSION + "\n" + numeric(serverEnd) + "\n" + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(admin, message));
    }

    /** Compares an answer in a time that does not depend on where the first difference is. */
    public boolean provenBy(String answer, BearerToken admin, InetSocketAddress serverEnd) {
        return MessageDigest.isEqual(
                answer.getBytes(StandardCharsets.ISO_8859_1),
                proof(admin, serverEnd).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code 127.0.0.1:4144} or {@code [::1]:4144}, IPv6 in the one spelling of RFC 5952, without a zone. */
    public static String numeric(InetSocketAddress end) {
        InetAddress address = end.getAddress();
        byte[] bytes = address.getAddress();
        String host = bytes.length == 4 ? address.getHostAddress() : "[" + compressed(bytes) + "]";
        return host + ":" + end.getPort();
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

    private static byte[] hmac(BearerToken admin, String message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(admin.secret().reveal().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
