package dev.awssso.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What of the sandbox can be changed while it runs.
 *
 * @param startUrls the start URLs of the instance beside its own; empty: any {@code https} one
 * @param approval who decides about a sign-in
 * @param lifetimes how long what it issues is good for
 * @param callsPerSecond the portal's limit, 0 for none; AWS: 20
 * @param latency of every answer
 * @param rotatesRefreshTokens whether a refresh returns a new refresh token and spends the old one
 * @param canary a text that every secret contains, so that one can search for it where no secret must be: up to 20
 *     letters and digits
 */
public record Behaviour(
        List<String> startUrls,
        Approval approval,
        Lifetimes lifetimes,
        int callsPerSecond,
        Duration latency,
        boolean rotatesRefreshTokens,
        String canary) {

    /** As AWS behaves, with a person who approves. */
    public static final Behaviour AWS =
            new Behaviour(List.of(), Approval.BY_PERSON, Lifetimes.AWS, 20, Duration.ZERO, false, "");

    public Behaviour {
        startUrls = List.copyOf(startUrls);
        if (!canary.matches("[A-Za-z0-9]{0,20}")) {
            throw new IllegalArgumentException("invalid canary: use up to 20 letters and digits");
        }
        if (callsPerSecond < 0) {
            throw new IllegalArgumentException("the number of calls per second cannot be negative");
        }
    }

    public Behaviour startUrls(List<String> other) {
        return new Behaviour(other, approval, lifetimes, callsPerSecond, latency, rotatesRefreshTokens, canary);
    }

    public Behaviour approval(Approval other) {
        return new Behaviour(startUrls, other, lifetimes, callsPerSecond, latency, rotatesRefreshTokens, canary);
    }

    public Behaviour lifetimes(Lifetimes other) {
        return new Behaviour(startUrls, approval, other, callsPerSecond, latency, rotatesRefreshTokens, canary);
    }

    public Behaviour callsPerSecond(int other) {
        return new Behaviour(startUrls, approval, lifetimes, other, latency, rotatesRefreshTokens, canary);
    }

    public Behaviour latency(Duration other) {
        return new Behaviour(startUrls, approval, lifetimes, callsPerSecond, other, rotatesRefreshTokens, canary);
    }

    public Behaviour rotatesRefreshTokens(boolean other) {
        return new Behaviour(startUrls, approval, lifetimes, callsPerSecond, latency, other, canary);
    }

    public Behaviour canary(String other) {
        return new Behaviour(startUrls, approval, lifetimes, callsPerSecond, latency, rotatesRefreshTokens, other);
    }
}
