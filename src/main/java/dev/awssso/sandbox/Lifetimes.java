package dev.awssso.sandbox;

import java.time.Duration;

/**
 * How long what the sandbox issues is good for.
 *
 * @param accessToken an access token that comes with a refresh token; AWS: about one hour
 * @param plainToken an access token of a registration without scopes; AWS: about eight hours
 * @param session how long a refresh token works, counted from the sign-in; AWS: at most 90 days
 * @param registration of a client; AWS: 90 days
 * @param deviceCode the time a person has to approve; AWS: ten minutes
 * @param role of the credentials that the portal returns; AWS: 1 to 12 hours by permission set
 */
public record Lifetimes(
        Duration accessToken,
        Duration plainToken,
        Duration session,
        Duration registration,
        Duration deviceCode,
        Duration role) {

    /** What AWS does. */
    public static final Lifetimes AWS = new Lifetimes(
            Duration.ofHours(1),
            Duration.ofHours(8),
            Duration.ofDays(7),
            Duration.ofDays(90),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /** Access tokens of either kind. */
    public Lifetimes accessToken(Duration other) {
        return new Lifetimes(other, other, session, registration, deviceCode, role);
    }

    public Lifetimes session(Duration other) {
        return new Lifetimes(accessToken, plainToken, other, registration, deviceCode, role);
    }

    public Lifetimes registration(Duration other) {
        return new Lifetimes(accessToken, plainToken, session, other, deviceCode, role);
    }

    public Lifetimes deviceCode(Duration other) {
        return new Lifetimes(accessToken, plainToken, session, registration, other, role);
    }

    public Lifetimes role(Duration other) {
        return new Lifetimes(accessToken, plainToken, session, registration, deviceCode, other);
    }
}
