package dev.awssso.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The timestamps that AWS's tools write into files and documents, and the other spellings they read. */
public final class Timestamps {

    private Timestamps() {}

    /** {@code 2026-11-21T09:49:32Z}: UTC, whole seconds rounded down, ISO calendar, ASCII digits in any locale. */
    public static String format(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Reads the form of {@link #format}, fractions of a second, offsets, and the old suffixes {@code UTC} and
     * {@code +0000} of early AWS CLI versions; empty when it is not one of these.
     */
    public static Optional<Instant> parse(String text) {
        String iso = text.strip();
        if (iso.endsWith("UTC")) {
            iso = iso.substring(0, iso.length() - 3).strip() + "Z";
        }
        if (iso.matches(".*[+-]\\d{4}")) {
            int colon = iso.length() - 2;
            iso = iso.substring(0, colon) + ":" + iso.substring(colon);
        }
        try {
            return Optional.of(OffsetDateTime.parse(iso)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
