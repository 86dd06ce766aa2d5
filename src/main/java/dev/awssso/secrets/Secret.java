package dev.awssso.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be seen: it prints as {@code ****} and {@link #reveal} is the one way out. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret of at least one character. */
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty text is no secret");
        }
        return new Secret(value);
    }

    /** The text itself. Call it only where it is sent over the network, written into a private file, or into a child's environment. */
    public String reveal() {
        return value;
    }

    /** Compares in a time that does not depend on where the first difference is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets, so that a hash tells nothing. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
