package dev.awssso.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param check the name of the check, stable for scripts
 * @param verdict how bad it is
 * @param reason one line for a person, without secrets
 * @param fix one line for a POSIX shell that mends it when it is run in the shell that was examined; null where no
 *     command does
 */
public record Finding(String check, Verdict verdict, String reason, @Nullable String fix) {

    static Finding ok(String check, String reason) {
        return new Finding(check, Verdict.OK, reason, null);
    }

    static Finding warning(String check, String reason, @Nullable String fix) {
        return new Finding(check, Verdict.WARNING, reason, fix);
    }

    static Finding stops(String check, String reason, @Nullable String fix) {
        return new Finding(check, Verdict.STOPS, reason, fix);
    }
}
