package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which of the known instances a person may have meant: all that was given must hold. */
final class InstanceFilter {

    private static final int LONGEST_PATTERN = 256;
    private static final Duration LONGEST_MATCH = Duration.ofSeconds(1);

    private final InstanceHint hint;
    private final @Nullable Pattern pattern;
    private final InstantSource clock;

    /**
     * What a person gave, by options or by variables.
     *
     * @param startUrl a start URL, or a pattern to find one with
     * @param region the region
     * @param source the option or variable, for messages
     */
    record InstanceHint(@Nullable String startUrl, @Nullable String region, String source) {

        boolean isEmpty() {
            return startUrl == null && region == null;
        }

        boolean hasUrl() {
            return startUrl != null && StartUrl.isUrl(startUrl);
        }

        boolean hasPattern() {
            return startUrl != null && !StartUrl.isUrl(startUrl);
        }
    }

    InstanceFilter(InstanceHint hint, InstantSource clock) {
        this.hint = hint;
        this.clock = clock;
        this.pattern = hint.hasPattern() ? compile(String.valueOf(hint.startUrl())) : null;
    }

    boolean admits(String startUrl, String region) {
        if (hint.region() != null && !hint.region().equals(region)) {
            return false;
        }
        if (pattern != null) {
            return found(pattern, startUrl) || found(pattern, StartUrl.normal(startUrl));
        }
        return hint.startUrl() == null || StartUrl.same(hint.startUrl(), startUrl);
    }

    private Pattern compile(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw bad("longer than " + LONGEST_PATTERN + " characters", LONGEST_PATTERN);
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw bad(ForeignText.clean(e.getDescription()), Math.max(e.getIndex(), 0));
        }
    }

    private boolean found(Pattern wanted, String text) {
        try {
            return wanted.matcher(new Timed(text, clock, clock.instant().plus(LONGEST_MATCH)))
                    .find();
        } catch (TooSlow | StackOverflowError e) {
            throw bad("it takes too long to match", 0);
        }
    }

    private Problem bad(String reason, int position) {
        String shown = ForeignText.clean(String.valueOf(hint.startUrl()));
        String cut = shown.length() > LONGEST_PATTERN ? shown.substring(0, LONGEST_PATTERN) : shown;
        return new Problem.Usage(
                "Invalid start URL pattern \"" + cut + "\" (from " + hint.source() + "): " + reason + " at position "
                        + position,
                null,
                null);
    }

    /** Tells the matcher, which looks at one character at a time, that its time is over. */
    private static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Timed implements CharSequence {

        private static final int LOOKS_BETWEEN = 4096;

        private final CharSequence text;
        private final InstantSource clock;
        private final Instant end;
        private int looks;

        Timed(CharSequence text, InstantSource clock, Instant end) {
            this.text = text;
            this.clock = clock;
            this.end = end;
        }

        @Override
        public char charAt(int index) {
            if (++looks % LOOKS_BETWEEN == 0 && clock.instant().isAfter(end)) {
                throw new TooSlow();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int stop) {
            return new Timed(text.subSequence(start, stop), clock, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
