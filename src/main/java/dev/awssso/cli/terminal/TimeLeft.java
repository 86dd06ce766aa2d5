package dev.awssso.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** When something ends, as a person reads it in a table: {@code in 59m}, {@code in 7h 4m}, {@code in 3d 2h}. */
public final class TimeLeft {

    private static final String EXPIRED = "expired";

    private TimeLeft() {}

    /** The time from now on, whole minutes rounded down; {@code expired} when it is over. */
    public static String until(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        if (left.isZero() || left.isNegative()) {
            return EXPIRED;
        }
        if (left.toMinutes() == 0) {
            return "in < 1m";
        }
        if (left.toHours() == 0) {
            return "in " + left.toMinutes() + "m";
        }
        return left.toDays() == 0
                ? "in " + left.toHours() + "h " + left.toMinutesPart() + "m"
                : "in " + left.toDays() + "d " + left.toHoursPart() + "h";
    }

    /** The same of the text that a credentials server gives: {@code 59m}, {@code Expired}. */
    public static String ofServer(String expires) {
        return expires.equals("Expired") ? EXPIRED : "in " + expires;
    }
}
