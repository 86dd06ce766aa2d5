package dev.awssso.ecs.http;

import dev.awssso.ecs.Slot;
import dev.awssso.ecs.Slots.Reading;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.SlotName;

/** The answer to a GET that nothing is held for. */
final class Reads {

    private Reads() {}

    /** What the server says of a slot that it has no credentials of. */
    static Rejection withheld(SlotName name, Reading reading) {
        return Rejection.of(error(name, reading));
    }

    private static ProtocolError error(SlotName name, Reading reading) {
        Slot slot = reading.slot();
        if (slot == null) {
            return SlotErrors.empty(name);
        }
        return switch (reading.state()) {
            case EMPTY -> SlotErrors.empty(name);
            case REFRESHING -> SlotErrors.fetching(slot.profileName());
            case SIGN_IN_NEEDED -> SlotErrors.signInNeeded(slot.profileName(), slot.source());
            case LOADED, LAST_GOOD, EXPIRED -> SlotErrors.expired(name, slot.profileName(), slot.end());
        };
    }
}
