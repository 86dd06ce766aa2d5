package dev.awssso.ecs;

import java.time.Instant;

/**
 * When a sign-in ends for good: after this moment only a person continues it.
 *
 * @param at the moment
 * @param ofRegistration whether the client registration ends, without which nothing refreshes the access token; else
 *     it is the access token, which has no usable refresh token
 */
public record SignInEnd(Instant at, boolean ofRegistration) {}
