package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotErrorsTest {

    private static final Instant END = Instant.parse("2026-03-01T17:25:42Z");

    @Test
    void messagesStayShort() {
        String longest = "'".repeat(128);
        SlotName name = new SlotName(longest);

        for (ProtocolError error : List.of(
                SlotErrors.expired(name, longest, Instant.EPOCH),
                SlotErrors.expired(name, longest, null),
                SlotErrors.empty(name),
                SlotErrors.fetching(longest),
                SlotErrors.signInNeeded(longest, null))) {
            assertTrue(error.message().length() < 300, error.message());
        }
    }

    @Test
    @Rows({"I3", "I4"})
    void namesAreQuotedInCommandsAndCleanedEverywhere() {
        assertEquals(
                "Nothing is loaded in slot a b. Run: aws-sso ecs load --slot 'a b'",
                SlotErrors.empty(new SlotName("a b")).message());
        assertEquals(
                "Nothing is loaded in slot a'; rm b. Run: aws-sso ecs load --slot 'a'\\''; rm b'",
                SlotErrors.empty(new SlotName("a'; rm b")).message());
        assertEquals(
                "The credentials of dev expired at 2026-03-01T17:25:42Z. Run: aws-sso ecs load --slot dev",
                SlotErrors.expired(new SlotName("dev"), "dev", END).message());
        assertEquals(
                "The credentials of dev expired at 2026-03-01T17:25:42Z. Run: aws-sso ecs load",
                SlotErrors.expired(SlotName.UNNAMED, "dev", END).message());
        assertEquals(
                "No role is loaded in the default slot. Run: aws-sso ecs load",
                SlotErrors.empty(SlotName.UNNAMED).message());
        assertEquals(
                "Credentials of ab are being fetched; try again.",
                SlotErrors.fetching("a\u202eb").message());
    }
}
