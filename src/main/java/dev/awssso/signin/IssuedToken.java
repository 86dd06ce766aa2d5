package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer of CreateToken.
 *
 * @param access the access token
 * @param lifetime how long it is good for, from now
 * @param refresh the refresh token; absent in the answer to a refresh, the old one stays good
 */
public record IssuedToken(Secret access, Duration lifetime, @Nullable Secret refresh) {}
