package dev.awssso.ecs;

import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;

/**
 * What the server says of a slot that gives no credentials: one line for the person at an SDK's terminal, under 300
 * characters, with the command that mends it.
 */
public final class SlotMessages {

    private static final String PLAIN = "[A-Za-z0-9_./@:+=-]+";
    private static final int LONGEST_MENTION = 40;
    private static final int LONGEST_ARGUMENT = 140;

    private SlotMessages() {}

    /** Nothing is loaded. */
    public static String empty(SlotName name) {
        return name.named()
                ? "Nothing is loaded in slot " + mention(name.text()) + ". Run: " + load(name, name.text())
                : "No role is loaded in the default slot. Run: aws-sso ecs load";
    }

    /** What was loaded has ended. */
    public static String expired(Slot slot) {
        if (slot.expiresAt().equals(Slot.NEVER_HELD)) {
            return "The credentials of " + mention(slot.profileName()) + " could not be fetched. Run: "
                    + load(slot.name(), slot.profileName());
        }
        return "The credentials of " + mention(slot.profileName()) + " expired at "
                + Timestamps.format(slot.expiresAt()) + ". Run: " + load(slot.name(), slot.profileName());
    }

    /** A person has to sign in. */
    public static String signInNeeded(Slot slot) {
        Source source = slot.source();
        String text = "Sign-in is needed for " + mention(slot.profileName()) + ". Run: aws-sso login";
        if (source == null) {
            return text;
        }
        return text
                + switch (source.signIn().kind()) {
                    case SSO_SESSION -> " --sso-session ";
                    case START_URL -> " --start-url ";
                }
                + argument(source.signIn().value());
    }

    /** A fetch is running. */
    public static String fetching(Slot slot) {
        return "Credentials of " + mention(slot.profileName()) + " are being fetched; try again.";
    }

    private static String load(SlotName slot, String profile) {
        return "aws-sso ecs load " + (slot.named() ? "--slotted " : "") + "--profile " + argument(profile);
    }

    private static String mention(String name) {
        String clean = ForeignText.clean(name);
        return clean.length() <= LONGEST_MENTION
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_MENTION / 2)) + "...";
    }

    // POSIX shells: nothing is special between single quotes but the single quote itself.
    private static String argument(String name) {
        String clean = ForeignText.clean(name);
        if (clean.matches(PLAIN)) {
            return clean;
        }
        String quoted = "'" + clean.replace("'", "'\\''") + "'";
        return quoted.length() <= LONGEST_ARGUMENT ? quoted : "NAME";
    }
}
