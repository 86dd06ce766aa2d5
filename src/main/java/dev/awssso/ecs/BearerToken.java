package dev.awssso.ecs;

import dev.awssso.ecs.protocol.TokenCheck;
import dev.awssso.ecs.protocol.TokenHash;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token that opens the credentials server: {@code [A-Za-z0-9._~+/=-]}, 32 to 512 characters, at least ten different
 * ones.
 *
 * <p>Weaker ones are refused because the proof that a server gives of itself lets a neighbour test guesses off line.
 *
 * @param secret the token without the word Bearer
 */
public record BearerToken(Secret secret) {

    private static final int SHORTEST = 32;
    private static final int LONGEST = 512;
    private static final int FEWEST_DIFFERENT = 10;
    private static final int GENERATED_BYTES = 32;

    public BearerToken {
        String text = secret.reveal();
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw weak("it must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (!text.chars().allMatch(BearerToken::allowed)) {
            throw weak("it may contain only A-Z a-z 0-9 . _ ~ + / = -");
        }
        if (text.chars().distinct().count() < FEWEST_DIFFERENT) {
            throw weak("it must have at least " + FEWEST_DIFFERENT + " different characters");
        }
    }

    /**
     * Reads a token as a person or a file gives it: with or without the word Bearer in any case, with white space
     * around it. A {@link Problem.Usage} that never holds the text when the token is not strong enough.
     */
    public static BearerToken parse(String text) {
        String bare = TokenCheck.withoutScheme(text);
        if (bare.isEmpty()) {
            throw weak("it is empty");
        }
        return new BearerToken(Secret.of(bare));
    }

    /** A fresh one of 256 bits. */
    public static BearerToken generate(SecureRandom random) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return new BearerToken(Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** The content of the {@code Authorization} header and in the variables of the SDKs. */
    public Secret header() {
        return Secret.of("Bearer " + secret.reveal());
    }

    /** What is known of it without knowing it. */
    public TokenHash hash() {
        return TokenHash.of(secret);
    }

    private static boolean allowed(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._~+/=-".indexOf(c) >= 0;
    }

    private static Problem weak(String why) {
        return new Problem.Usage(
                "invalid bearer token",
                why + "; to generate a valid one, run: aws-sso ecs bearer-token --generate",
                null);
    }
}
