package dev.awssso.ecs.protocol;

import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ShellCommand;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a slot that gives no credentials: one line for the person at an SDK's terminal, under 300 characters,
 * with the command that corrects it.
 */
public final class SlotErrors {

    private static final String PLAIN = "[A-Za-z0-9_./@:+=-]+";
    private static final int LONGEST_MENTION = 40;
    private static final int LONGEST_ARGUMENT = 140;

    private SlotErrors() {}

    /** Nothing is loaded: 404 for a named slot, and 410 for the default one, which is always there. */
    public static ProtocolError empty(SlotName name) {
        return name.named()
                ? ProtocolError.of(
                        ProtocolError.NOT_FOUND,
                        "Nothing is loaded in slot " + mention(name.text()) + ". Run: " + load(name))
                : ProtocolError.of(ProtocolError.GONE, "No role is loaded in the default slot. Run: " + load(name));
    }

    /** What was loaded ended then; null when it was never there. */
    public static ProtocolError expired(SlotName name, String profile, @Nullable Instant end) {
        String what = end == null ? " could not be fetched" : " expired at " + Timestamps.format(end);
        return ProtocolError.of(
                ProtocolError.GONE, "The credentials of " + mention(profile) + what + ". Run: " + load(name));
    }

    /** A person has to sign in. */
    public static ProtocolError signInNeeded(String profile, @Nullable Source source) {
        String text = "Sign-in is needed for " + mention(profile) + ". Run: aws-sso login";
        if (source == null) {
            return ProtocolError.of(ProtocolError.GONE, text);
        }
        String option =
                switch (source.signIn().kind()) {
                    case SSO_SESSION -> " --sso-session ";
                    case START_URL -> " --start-url ";
                };
        return ProtocolError.of(
                ProtocolError.GONE, text + option + argument(source.signIn().value()));
    }

    /** A person has to sign in by {@code aws login}, with the profile that names the sign-in. */
    public static ProtocolError loginNeeded(String profile, String signIn) {
        return ProtocolError.of(
                ProtocolError.GONE,
                "Sign-in is needed for " + mention(profile) + ". Run: aws login --profile " + argument(signIn));
    }

    /** A fetch is running. */
    public static ProtocolError fetching(String profile) {
        return new ProtocolError(
                ProtocolError.TRY_AGAIN,
                "Credentials of " + mention(profile) + " are being fetched; try again.",
                Map.of("Retry-After", "1"));
    }

    private static String load(SlotName slot) {
        return "aws-sso ecs load" + (slot.named() ? " --slot " + argument(slot.text()) : "");
    }

    private static String mention(String name) {
        String clean = ForeignText.clean(name);
        return clean.length() <= LONGEST_MENTION
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_MENTION / 2)) + "...";
    }

    private static String argument(String name) {
        String clean = ForeignText.clean(name);
        if (clean.matches(PLAIN)) {
            return clean;
        }
        String quoted = ShellCommand.inSingleQuotes(clean);
        return quoted.length() <= LONGEST_ARGUMENT ? quoted : "NAME";
    }
}
