package dev.awssso.ecs;

import dev.awssso.credentials.RenewalState;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the person at the server of failed renewals of one load: a line for the first failure, one whenever the reason
 * is another, and one when a fetch succeeds again. A failure that only repeats itself is told no second time. The
 * person's command is told of the first failure of a fetch that no request has caused.
 */
final class RenewalNotes {

    private final SlotName name;
    private final Notes notes;
    private final Notices notices;
    private @Nullable String reason;
    private boolean noticed;

    RenewalNotes(SlotName name, Notes notes, Notices notices) {
        this.name = name;
        this.notes = notes;
        this.notices = notices;
    }

    /** A fetch has ended like this. */
    synchronized void fetched(RenewalState state) {
        demanded(state);
        Problem failure = state.failure();
        if (failure == null || noticed) {
            return;
        }
        noticed = true;
        notices.tell(Notice.Event.RENEWAL_FAILED, name, text(failure) + remedy(failure));
    }

    // Other remedies are for whoever types a command.
    private static String remedy(Problem failure) {
        return failure instanceof Problem.SignIn && failure.remedy() != null
                ? "; run: " + ForeignText.clean(failure.remedy().toString())
                : "";
    }

    private static String text(Problem failure) {
        return ForeignText.clean(String.valueOf(failure.getMessage()));
    }

    /** A fetch that a request has caused has ended like this. */
    synchronized void demanded(RenewalState state) {
        Problem failure = state.failure();
        noticed = noticed && failure != null;
        String now = failure == null ? null : text(failure);
        if (Objects.equals(now, reason)) {
            return;
        }
        reason = now;
        String slot = Notice.description(name);
        notes.note(
                now == null
                        ? "the credentials of " + slot + " are renewed again"
                        : "cannot renew the credentials of " + slot + ": " + now);
    }
}
