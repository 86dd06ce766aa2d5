package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotErrorsTest {

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
                "Nothing is loaded in slot a b. Run: aws-sso ecs load --slotted --profile 'a b'",
                SlotErrors.empty(new SlotName("a b")).message());
        assertEquals(
                "Nothing is loaded in slot a'; rm b. Run: aws-sso ecs load --slotted --profile 'a'\\''; rm b'",
                SlotErrors.empty(new SlotName("a'; rm b")).message());
        assertEquals(
                "Credentials of ab are being fetched; try again.",
                SlotErrors.fetching("a\u202eb").message());
    }
}
