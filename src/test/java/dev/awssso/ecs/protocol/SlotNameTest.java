package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotNameTest {

    @ParameterizedTest
    @CsvSource({
        "dev, dev",
        "a/b c%é, a%2Fb%20c%25%C3%A9",
        "a+b&c;d:e, a%2Bb%26c%3Bd%3Ae",
        "A-Z_0.9~, A-Z_0.9~",
        "😀, %F0%9F%98%80"
    })
    void isOneSegmentOfAUrl(String name, String segment) {
        assertEquals(segment, new SlotName(name).escaped());
    }

    @Test
    void hasItsLimits() {
        assertTrue(SlotName.valid("x".repeat(128)));
        assertTrue(SlotName.valid("😀".repeat(128)));
        for (String bad : List.of("", ".", "..", "x".repeat(129), "a\u0000", "a\nb", "\u007f", "\u0085", "\ud800")) {
            assertFalse(SlotName.valid(bad), bad);
        }
    }

    @Test
    void isSortedByCodePoints() {
        assertEquals(
                List.of("B", "a", "\uffff", "😀"),
                Stream.of("😀", "a", "\uffff", "B")
                        .map(SlotName::new)
                        .sorted()
                        .map(SlotName::text)
                        .toList());
    }
}
