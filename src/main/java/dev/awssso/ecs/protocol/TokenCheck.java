package dev.awssso.ecs.protocol;

import dev.awssso.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compares the {@code Authorization} header. A header that is missing is compared like a wrong one, so that
 * the time it takes tells nothing.
 */
public final class TokenCheck {

    private static final String SCHEME = "bearer";

    private TokenCheck() {}

    /**
     * The token in a header's value or a file: RFC 6750 2.1 with the freedom of RFC 9110 11.1, the scheme in any case
     * and one or more spaces. Some SDKs send the bare secret.
     */
    public static String withoutScheme(String text) {
        String bare = text.strip();
        int end = SCHEME.length();
        boolean scheme =
                bare.regionMatches(true, 0, SCHEME, 0, end) && (bare.length() == end || bare.charAt(end) == ' ');
        return scheme ? bare.substring(end).strip() : bare;
    }

    /** The hash of what a caller shows; null, for no header, is hashed like a token that nobody has. */
    public static TokenHash shown(@Nullable String header) {
        String text = header == null ? "" : withoutScheme(header);
        return TokenHash.of(Secret.of(text.isEmpty() ? " " : text));
    }

    /** True when the header holds this very token. */
    public static boolean opens(@Nullable String header, TokenHash token) {
        return shown(header).equals(token);
    }
}
