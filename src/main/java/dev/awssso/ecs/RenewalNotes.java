package dev.awssso.ecs;

import dev.awssso.credentials.RenewalState;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the person at the server of failed renewals of one load: a line for the first failure, one whenever the reason
 * is another, and one when a fetch succeeds again. A failure that only repeats itself is told no second time.
 */
final class RenewalNotes {

    private final String slot;
    private final Notes notes;
    private @Nullable String reason;

    RenewalNotes(SlotName name, Notes notes) {
        this.slot = name.named() ? "slot " + JsonStyle.COMPACT.write(name.text()) : "the default slot";
        this.notes = notes;
    }

    /** A fetch has ended like this. */
    synchronized void fetched(RenewalState state) {
        Problem failure = state.failure();
        String now = failure == null ? null : ForeignText.clean(String.valueOf(failure.getMessage()));
        if (Objects.equals(now, reason)) {
            return;
        }
        reason = now;
        notes.note(
                now == null
                        ? "the credentials of " + slot + " are renewed again"
                        : "cannot renew the credentials of " + slot + ": " + now);
    }
}
