package dev.awssso.ecs;

import dev.awssso.ecs.protocol.NumericAddress;
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
        String message = VERSION + "\n" + NumericAddress.of(serverEnd) + "\n" + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(admin, message));
    }

    /** Compares an answer in a time that does not depend on where the first difference is. */
    public boolean provenBy(String answer, BearerToken admin, InetSocketAddress serverEnd) {
        return MessageDigest.isEqual(
                answer.getBytes(StandardCharsets.ISO_8859_1),
                proof(admin, serverEnd).getBytes(StandardCharsets.ISO_8859_1));
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
