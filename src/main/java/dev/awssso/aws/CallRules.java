package dev.awssso.aws;

import java.time.Duration;

/**
 * How calls to AWS are sent.
 *
 * @param once no call is repeated here: whoever asked comes again by itself
 * @param deadline how long one call may take
 * @param limit how many calls may be sent in a time
 * @param inFlight how many calls to one portal may be under way at once
 */
public record CallRules(boolean once, Duration deadline, CallLimit limit, int inFlight) {

    /** A person waits: a call that may succeed later is repeated. */
    public static final CallRules COMMAND = new CallRules(false, Duration.ofSeconds(30), CallLimit.NONE, 8);

    private static final Duration SERVER_DEADLINE = Duration.ofSeconds(10);

    // The limit decides; calls that hang must not use up the places of the others.
    private static final int SERVER_IN_FLIGHT = 256;

    /** Nobody waits, and many slots may be due at once. */
    public static CallRules server(CallLimit limit) {
        return new CallRules(true, SERVER_DEADLINE, limit, SERVER_IN_FLIGHT);
    }
}
