package dev.awssso.sandbox;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Makes the ids and secrets that the sandbox issues, in the shapes of AWS's own. */
final class Entropy {

    private static final String PLAIN = "BCDFGHJKLMNPQRSTVWXZ";

    private final SecureRandom random;
    private final Supplier<String> canary;

    /**
     * A source of ids and secrets.
     *
     * @param canary the text that each secret must contain; may give an empty one
     */
    Entropy(SecureRandom random, Supplier<String> canary) {
        this.random = random;
        this.canary = canary;
    }

    /** A secret of base64url characters around the canary. */
    String secret(String prefix, int bytes) {
        return prefix + canary.get() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    /** A secret access key: 40 base64 characters, often with {@code +} and {@code /} in them. */
    String secretKey() {
        String text = canary.get() + Base64.getEncoder().withoutPadding().encodeToString(bytes(30));
        return text.substring(0, 40);
    }

    /** A session token in plain base64, as AWS's are, so that shells meet its {@code /}, {@code +} and {@code =}. */
    String sessionToken() {
        return "IQoJb3JpZ2luX2Vj" + canary.get() + Base64.getEncoder().encodeToString(bytes(460));
    }

    /** An access key id: {@code ASIA} for temporary keys, {@code AKIA} for a user's. */
    String accessKeyId(String prefix, String account) {
        return AccessKeyIds.make(prefix, account, bytes(5));
    }

    /** A code that a person types: {@code BCDF-GHJK}, without vowels, as RFC 8628 6.1 suggests. */
    String userCode() {
        return pick(PLAIN, 4) + "-" + pick(PLAIN, 4);
    }

    /** A client id or another name that is not secret. */
    String name(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    private String pick(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
