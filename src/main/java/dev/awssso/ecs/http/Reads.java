package dev.awssso.ecs.http;

import dev.awssso.ecs.Slot;
import dev.awssso.ecs.SlotMessages;
import dev.awssso.ecs.SlotName;
import dev.awssso.ecs.Slots.Reading;
import java.util.Objects;

/** The answer to a GET that nothing is held for. */
final class Reads {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Reads() {}

    /** What the server says of a slot that it has no credentials of. */
    static Rejection withheld(SlotName name, Reading reading) {
        return switch (reading.state()) {
            case EMPTY -> Rejection.of(name.named() ? Rejection.NOT_FOUND : Rejection.GONE, SlotMessages.empty(name));
            case REFRESHING ->
                Rejection.of(
                        Rejection.TRY_AGAIN, SlotMessages.fetching(slot(reading)), "Retry-After", RETRY_AFTER_SECONDS);
            case SIGN_IN_NEEDED -> Rejection.of(Rejection.GONE, SlotMessages.signInNeeded(slot(reading)));
            case LOADED, LAST_GOOD, EXPIRED -> Rejection.of(Rejection.GONE, SlotMessages.expired(slot(reading)));
        };
    }

    private static Slot slot(Reading reading) {
        return Objects.requireNonNull(reading.slot());
    }
}
