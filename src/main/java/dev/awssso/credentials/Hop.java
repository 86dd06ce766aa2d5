package dev.awssso.credentials;

import dev.awssso.roles.RoleArn;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One role to assume, with what the person said about it alone.
 *
 * @param role the role
 * @param externalId what its trust policy asks for; null when it asks for none
 * @param sessionName the name of the session; null for the chain's
 * @param duration how long the session is to last; null for the chain's
 */
public record Hop(
        RoleArn role, @Nullable String externalId, @Nullable String sessionName, @Nullable Duration duration) {}
