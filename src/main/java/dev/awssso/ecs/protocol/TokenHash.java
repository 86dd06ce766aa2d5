package dev.awssso.ecs.protocol;

import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a token, which is all that the server needs to know one again. */
public final class TokenHash {

    private static final int ID_BYTES = 4;

    private final byte[] sha256;

    private TokenHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    /** The hash of a secret without the word Bearer. */
    public static TokenHash of(Secret secret) {
        try {
            return new TokenHash(
                    MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The name of the token for people and audit lines: the first eight hex digits. */
    public String id() {
        return HexFormat.of().formatHex(sha256, 0, ID_BYTES);
    }

    /** Compares in a time that does not depend on where the first difference is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && MessageDigest.isEqual(sha256, hash.sha256);
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return "token:" + id();
    }
}
