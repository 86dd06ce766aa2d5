package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Proof key for code exchange (RFC 7636), method S256. */
final class Pkce {

    private static final int VERIFIER_BYTES = 48;
    private static final int STATE_BYTES = 32;

    private Pkce() {}

    /** RFC 7636 4.1: 64 characters of base64url, where 43 to 128 are allowed. */
    static Secret verifier(SecureRandom random) {
        return Secret.of(base64url(random, VERIFIER_BYTES));
    }

    /** RFC 7636 4.2: base64url of the verifier's SHA-256, without padding. */
    static String challenge(Secret verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** RFC 6749 10.12: a value that ties the redirect to this sign-in. */
    static String state(SecureRandom random) {
        return base64url(random, STATE_BYTES);
    }

    private static String base64url(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
