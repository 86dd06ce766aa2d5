package dev.awssso.doctor;

import java.util.Locale;

/** What a check found, from good to bad. */
public enum Verdict {
    /** Nothing is wrong, or nothing could be checked. */
    OK,
    /** An SDK works here, but not as somebody may expect, or not for long. */
    WARNING,
    /** At least one SDK gets no credentials, or others than those that are configured. */
    STOPS;

    /** As it is printed: {@code ok}, {@code warning}, {@code stops}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
