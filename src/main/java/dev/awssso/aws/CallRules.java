package dev.awssso.aws;

import java.time.Duration;

/**
 * How calls to AWS are sent.
 *
 * @param once no call is repeated here: whoever asked comes again by itself
 * @param deadline how long one call may take
 * @param limit how many calls may be sent in a time
 */
public record CallRules(boolean once, Duration deadline, CallLimit limit) {

    /** A person waits: a call that may succeed later is repeated. */
    public static final CallRules COMMAND = new CallRules(false, Duration.ofSeconds(30), () -> {});

    private static final Duration SERVER_DEADLINE = Duration.ofSeconds(10);

    /** Nobody waits, and many slots may be due at once. */
    public static CallRules server(CallLimit limit) {
        return new CallRules(true, SERVER_DEADLINE, limit);
    }
}
