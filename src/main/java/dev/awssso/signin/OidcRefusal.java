package dev.awssso.signin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A "no" of the OIDC service that the flows must distinguish; what none of them handles becomes a
 * {@link dev.awssso.problem.Problem} by {@link OidcProblems}.
 */
public final class OidcRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The kinds of refusal, RFC 6749 5.2 and RFC 8628 3.5; the names are the OAuth strings in capitals. */
    public enum Kind {
        AUTHORIZATION_PENDING,
        SLOW_DOWN,
        EXPIRED_TOKEN,
        ACCESS_DENIED,
        INVALID_GRANT,
        INVALID_CLIENT,
        UNAUTHORIZED_CLIENT,
        INVALID_SCOPE,
        INVALID_REQUEST,
        UNSUPPORTED_GRANT_TYPE,
        INVALID_REDIRECT_URI,
        INVALID_CLIENT_METADATA,
        SERVER_ERROR,
        OTHER;

        /** The kind of an OAuth error string, {@code authorization_pending}. */
        public static Optional<Kind> ofOauth(String error) {
            return Arrays.stream(values())
                    .filter(kind -> kind != OTHER && kind.oauth().equals(error))
                    .findFirst();
        }

        /** The kind of a shape's name, {@code AuthorizationPendingException}. */
        public static Optional<Kind> ofShape(String shape) {
            String bare = shape.endsWith("Exception") ? shape.substring(0, shape.length() - 9) : shape;
            if (bare.equals("InternalServer")) {
                return Optional.of(SERVER_ERROR);
            }
            return Arrays.stream(values())
                    .filter(kind ->
                            kind != OTHER && kind.oauth().replace("_", "").equals(bare.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }

        String oauth() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final @Nullable String description;

    /**
     * A refusal.
     *
     * @param kind which
     * @param shape the name the service gave it, already stripped
     * @param description what the service said, already stripped of control characters
     * @param cause what the SDK threw
     */
    public OidcRefusal(Kind kind, String shape, @Nullable String description, Throwable cause) {
        super(shape, cause);
        this.kind = kind;
        this.description = description;
    }

    public Kind kind() {
        return kind;
    }

    /** The name the service gave it. */
    public String shape() {
        return String.valueOf(getMessage());
    }

    public @Nullable String description() {
        return description;
    }
}
