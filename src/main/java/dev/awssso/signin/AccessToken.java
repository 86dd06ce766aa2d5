package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a sign-in, which the portal takes for credentials of the person's roles.
 *
 * @param value what goes into {@code x-amz-sso_bearer_token}
 * @param expiresAt when the portal stops taking it
 * @param region the region of its instance where its file tells it; it wins over a configured one
 */
public record AccessToken(Secret value, Instant expiresAt, @Nullable String region) {

    /** A token whose instance is in the configured region. */
    public AccessToken(Secret value, Instant expiresAt) {
        this(value, expiresAt, null);
    }

    /** The instance in the region of this token. */
    public Instance at(Instance instance) {
        return instance.in(region);
    }

    /** True for a text that can be a token: it becomes the value of an HTTP header, so no blank and no line end. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** The time left at the given moment, negative when it is over. */
    public Duration remaining(Instant now) {
        return Duration.between(now, expiresAt);
    }
}
