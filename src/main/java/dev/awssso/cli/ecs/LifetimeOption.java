package dev.awssso.cli.ecs;

import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a read token is to be valid: a number and one of s, m, h, d. */
final class LifetimeOption {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(3660);

    private LifetimeOption() {}

    /** Reads the value of an option; a {@link Problem.Usage} that names the option when it is no such duration. */
    static Duration parse(String option, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(option);
        }
        long count = Long.parseLong(form.group(1));
        Duration duration =
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw wrong(option);
        }
        return duration;
    }

    private static Problem wrong(String option) {
        return new Problem.Usage("invalid " + option, "use a number with s, m, h or d, at most ten years", null);
    }
}
