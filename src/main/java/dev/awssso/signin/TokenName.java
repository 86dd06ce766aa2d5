package dev.awssso.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a token file: lower-case hex of the SHA-1 of the session's name or the start URL, as botocore, the AWS
 * CLI v2 and the SDK for Java name it.
 *
 * @param hex 40 digits
 */
record TokenName(String hex) {

    /** The file of a {@code [sso-session]} name, or of a start URL exactly as it is configured or given. */
    static TokenName of(String sessionOrStartUrl) {
        return new TokenName(sha1(sessionOrStartUrl));
    }

    /** The file of this instance's sign-in, as it is asked for: by its session, or else by its start URL. */
    static TokenName of(Instance instance) {
        return of(instance.signInName());
    }

    static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    String file() {
        return hex + ".json";
    }
}
