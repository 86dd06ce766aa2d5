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

    /** The time left at the given moment, negative when it is over. */
    public Duration remaining(Instant now) {
        return Duration.between(now, expiresAt);
    }
}
