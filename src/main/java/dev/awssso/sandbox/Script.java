package dev.awssso.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is planned for some calls: which, how many of them, and what they get.
 *
 * @param calls which
 * @param turns how many of those
 * @param answer what they get
 */
public record Script(Calls calls, Turns turns, Answer answer) {

    /**
     * Which calls; a null is any.
     *
     * @param operation by the name under which it is counted; {@code *}: any
     * @param account the account that is asked for, of the portal and of AssumeRole's ARN
     * @param role the permission set, or the role's name in AssumeRole's ARN
     * @param user who is signed in
     */
    public record Calls(String operation, @Nullable String account, @Nullable String role, @Nullable String user) {

        public Calls {
            Operations.known(operation);
        }

        boolean match(CallSubject subject) {
            return (operation.equals(Operations.ANY) || operation.equals(subject.operation()))
                    && (account == null || account.equals(subject.account()))
                    && (role == null || role.equals(subject.role()))
                    && (user == null || user.equals(subject.user()));
        }
    }

    /**
     * How many of the calls.
     *
     * @param skip how many of them pass first
     * @param times how many then get the answer; null: all
     * @param percent of them, spread evenly: with 25 it is each fourth
     */
    public record Turns(int skip, @Nullable Integer times, int percent) {

        /** The next so many. */
        public static Turns next(int times) {
            return new Turns(0, times, 100);
        }

        public Turns {
            if (skip < 0 || percent < 1 || percent > 100 || (times != null && times < 1)) {
                throw new IllegalArgumentException(
                        "skip must be at least 0, times at least 1, share more than 0 and at most 1");
            }
        }
    }

    /** Where a connection ends. */
    public enum Drop {
        /** Before the call is done. */
        BEFORE,
        /** When the call is done, with no answer. */
        AFTER,
        /** In the middle of the answer's body. */
        HALF
    }

    /**
     * What is answered. Where neither status, error nor body is given, it is what the service itself answers.
     *
     * @param status of HTTP; null: that of the error, or 200
     * @param error the name of an error of the service, which is written as the service writes it
     * @param message of the error
     * @param body any text in place of the service's
     * @param headers more of them, or others in place of those of the same name
     * @param delay before the answer
     * @param drop where the connection ends; null: it stays
     * @param date how far the clock in {@code Date} is ahead, for this answer alone
     */
    public record Answer(
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String message,
            @Nullable String body,
            Map<String, String> headers,
            Duration delay,
            @Nullable Drop drop,
            Duration date) {

        // What frames the answer is the listener's.
        private static final Set<String> NOT_SETTABLE =
                Set.of("content-length", "transfer-encoding", "connection", "date", "server");

        public Answer {
            headers = Map.copyOf(headers);
            if (status != null && (status < 200 || status > 599)) {
                throw new IllegalArgumentException("status must be between 200 and 599");
            }
            if (error != null && body != null) {
                throw new IllegalArgumentException("an answer must have either an error or a body");
            }
            headers.forEach(Answer::requireHeader);
        }

        private static void requireHeader(String name, String value) {
            if (!name.matches("[A-Za-z0-9_-]{1,64}")
                    || NOT_SETTABLE.contains(name.toLowerCase(java.util.Locale.ROOT))
                    || !value.matches("[ -~]{0,1000}")) {
                throw new IllegalArgumentException("not a header that can be set: " + name);
            }
        }

        /** An error of the service. */
        public static Answer error(String name) {
            return new Answer(null, name, null, null, Map.of(), Duration.ZERO, null, Duration.ZERO);
        }

        /** A status and a body that need not be the service's. */
        public static Answer of(int status, String body) {
            return new Answer(status, null, null, body, Map.of(), Duration.ZERO, null, Duration.ZERO);
        }

        /** Hangs up. */
        public static Answer drop(Drop drop) {
            return new Answer(null, null, null, null, Map.of(), Duration.ZERO, drop, Duration.ZERO);
        }

        public Answer header(String name, String value) {
            Map<String, String> more = new java.util.TreeMap<>(headers);
            more.put(name, value);
            return new Answer(status, error, message, body, more, delay, drop, date);
        }

        public Answer delay(Duration other) {
            return new Answer(status, error, message, body, headers, other, drop, date);
        }

        public Answer date(Duration ahead) {
            return new Answer(status, error, message, body, headers, delay, drop, ahead);
        }

        boolean replaces() {
            return status != null || error != null || body != null;
        }
    }
}
