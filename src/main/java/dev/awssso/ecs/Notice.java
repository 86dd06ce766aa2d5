package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a person should know before credentials end.
 *
 * @param event what has happened
 * @param slots which slots it concerns, at least one
 * @param text the reason, one line without a secret
 */
public record Notice(Event event, List<SlotName> slots, String text) {

    /** The kinds of notices. */
    public enum Event {
        /** A sign-in ends soon, and nothing but a new sign-in continues it. */
        SIGN_IN_ENDS("sign-in-ends"),
        /** Credentials could not be renewed. */
        RENEWAL_FAILED("renewal-failed");

        private final String text;

        Event(String text) {
            this.text = text;
        }

        /** The name for scripts. */
        public String text() {
            return text;
        }
    }

    public Notice {
        slots = List.copyOf(slots);
    }

    /** One line for a person. */
    public String message() {
        return switch (event) {
            case SIGN_IN_ENDS -> text;
            case RENEWAL_FAILED -> "cannot renew the credentials of " + concerned() + ": " + text;
        };
    }

    /** The names of the slots, one a line; {@code (default)} for the default slot. */
    public String slotLines() {
        return slots.stream()
                .map(slot -> slot.named() ? slot.text() : "(default)")
                .collect(Collectors.joining("\n"));
    }

    private String concerned() {
        return slots.size() == 1 ? description(slots.get(0)) : slots.size() + " slots";
    }

    static String description(SlotName slot) {
        return slot.named() ? "slot " + JsonStyle.COMPACT.write(slot.text()) : "the default slot";
    }
}
