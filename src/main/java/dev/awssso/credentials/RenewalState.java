package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is held and when the next fetch is due: one immutable value, whose changes are pure functions of the clock and
 * of a fetch's outcome. Nothing here waits or fetches; {@link Renewal} does.
 *
 * @param held the last good credentials, also when they have expired meanwhile; null when there never were any
 * @param obtainedAt when they were obtained, the start of their life as far as we know it
 * @param failures how many fetches have failed since then
 * @param notBefore no fetch before this moment
 * @param failure why the last fetch failed; null when it did not
 * @param superseded true when somebody has signed in since: the held ones are served only until a fetch with the new
 *     sign-in ends, since they may be another person's
 */
public record RenewalState(
        @Nullable RoleCredentials held,
        Instant obtainedAt,
        int failures,
        Instant notBefore,
        @Nullable Problem failure,
        boolean superseded) {

    /** Credentials with no more than this left are not returned: a request signed with them may arrive too late. */
    public static final Duration MARGIN = Duration.ofSeconds(30);

    // SDKs begin to ask at 15 minutes and fail at 10 (botocore, credentials.py), so ours are new before that.
    private static final Duration AHEAD = Duration.ofMinutes(20);
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
    private static final int[] PAUSE_SECONDS = {5, 10, 20, 40, 60};
    private static final double JITTER = 0.2;

    /** Nothing held yet, a fetch due at once. */
    public static RenewalState empty() {
        return new RenewalState(null, Instant.EPOCH, 0, Instant.EPOCH, null, false);
    }

    /** These credentials, obtained now. */
    public static RenewalState of(RoleCredentials credentials, Instant now) {
        return new RenewalState(credentials, now, 0, Instant.EPOCH, null, false);
    }

    /** What may be returned now: credentials with more than {@link #MARGIN} left. */
    public Optional<RoleCredentials> usable(Instant now) {
        return Optional.ofNullable(held).filter(credentials -> lastsBeyond(credentials, now.plus(MARGIN)));
    }

    /** True when a fetch should start now. */
    public boolean due(Instant now) {
        return !now.isBefore(nextFetch());
    }

    /** When the next fetch is due; {@link Instant#MAX} for never, as for long-term keys. */
    public Instant nextFetch() {
        Instant wanted = wantedAt();
        return wanted.isAfter(notBefore) ? wanted : notBefore;
    }

    // Less than 20 minutes left, or less than half of the life where that is shorter.
    private Instant wantedAt() {
        if (held == null || superseded) {
            return Instant.EPOCH;
        }
        if (held.expiresAt() == null) {
            return Instant.MAX;
        }
        Duration half = Duration.between(obtainedAt, held.expiresAt()).dividedBy(2);
        return held.expiresAt().minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
    }

    /** True when fetching is pointless until a person signs in; {@link #signInChanged} ends it. */
    public boolean waitsForSignIn() {
        return failure instanceof Problem.SignIn;
    }

    /** The sign-in is another one now: try again at once. */
    public RenewalState signInChanged() {
        return waitsForSignIn() ? new RenewalState(held, obtainedAt, 0, Instant.EPOCH, failure, superseded) : this;
    }

    /** Somebody has signed in again: what is held may be another person's, so it is fetched again at once. */
    public RenewalState withNewSignIn() {
        return superseded ? this : new RenewalState(held, obtainedAt, 0, Instant.EPOCH, failure, true);
    }

    /** The person has signed out: nothing is held any longer, and a sign-in is needed. */
    public static RenewalState signedOut(Instant now) {
        Problem over = new Problem.SignIn("a sign-in is required", "you have signed out", null);
        return new RenewalState(null, now, 0, Instant.MAX, over, false);
    }

    /** The clock was set, or the machine slept: what was to wait for the clock need not. */
    public RenewalState withoutPause() {
        return waitsForSignIn()
                ? this
                : new RenewalState(held, obtainedAt, failures, Instant.EPOCH, failure, superseded);
    }

    /** True while AWS asked to be left alone. */
    public boolean toldToWait(Instant now) {
        return failure instanceof Problem.Unreachable unreachable
                && unreachable.retryAfter().isPresent()
                && now.isBefore(notBefore);
    }

    /** Without credentials that may not be returned any longer, so that memory does not keep them. */
    public RenewalState withoutExpired(Instant now) {
        return held == null || usable(now).isPresent()
                ? this
                : new RenewalState(null, obtainedAt, failures, notBefore, failure, superseded);
    }

    /**
     * A fetch brought these. Credentials that are as good as expired, or that end before the held ones, count as a
     * failure and replace nothing.
     *
     * @param chance a random number from 0 (inclusive) to 1 (exclusive)
     */
    public RenewalState succeeded(RoleCredentials fresh, Instant now, double chance) {
        boolean shorter = held != null
                && !superseded
                && usable(now).isPresent()
                && !lastsBeyond(fresh, held.expiry().orElse(Instant.MAX).minusNanos(1));
        if (shorter || !lastsBeyond(fresh, now.plus(MARGIN))) {
            return failed(
                    new Problem.Unreachable(
                            "cannot renew the credentials",
                            "AWS returned credentials that expire too early",
                            null,
                            null),
                    now,
                    chance);
        }
        return new RenewalState(fresh, now, 0, now.plusSeconds(PAUSE_SECONDS[0]), null, false);
    }

    /**
     * A fetch failed: what is held stays in force, unless AWS refuses it to who has signed in since. Sign-in needed: no further fetch by itself; refused or not found:
     * after five minutes; all else: after 5, 10, 20, 40, 60, 60 … seconds, each ±20 %, and not before AWS's {@code
     * Retry-After} has passed, of which at most five minutes count.
     *
     * @param chance a random number from 0 (inclusive) to 1 (exclusive)
     */
    public RenewalState failed(Problem problem, Instant now, double chance) {
        Instant next = now.plus(pause(problem, chance));
        if (problem instanceof Problem.SignIn) {
            next = Instant.MAX;
        }
        if (problem instanceof Problem.Unreachable unreachable) {
            Instant asked = now.plus(unreachable
                    .retryAfter()
                    .filter(wait -> wait.compareTo(LONGEST_RETRY_AFTER) < 0)
                    .orElse(unreachable.retryAfter().isPresent() ? LONGEST_RETRY_AFTER : Duration.ZERO));
            next = asked.isAfter(next) ? asked : next;
        }
        // AWS has said that the person who is signed in now gets nothing here; a network that fails says nothing.
        boolean wiped = superseded && settles(problem);
        return new RenewalState(wiped ? null : held, obtainedAt, failures + 1, next, problem, superseded && !wiped);
    }

    private static boolean settles(Problem problem) {
        return problem instanceof Problem.SignIn
                || problem instanceof Problem.Refused
                || problem instanceof Problem.NotFound;
    }

    private Duration pause(Problem problem, double chance) {
        if (problem instanceof Problem.Refused || problem instanceof Problem.NotFound) {
            return REFUSED_PAUSE;
        }
        int seconds = PAUSE_SECONDS[Math.min(failures, PAUSE_SECONDS.length - 1)];
        return Duration.ofMillis(Math.round(seconds * 1000 * (1 - JITTER + 2 * JITTER * chance)));
    }

    private static boolean lastsBeyond(RoleCredentials credentials, Instant moment) {
        return credentials.expiresAt() == null || credentials.expiresAt().isAfter(moment);
    }
}
