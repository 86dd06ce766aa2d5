package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsPerSecondTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final CallsPerSecond limit = new CallsPerSecond(10, () -> now, wait -> now = now.plus(wait));

    @Rows("L4")
    @Test
    void letsNoMoreThanTenThroughInAnySecond() {
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            limit.enter();
            sent.add(now);
        }
        for (int i = 10; i < 50; i++) {
            assertTrue(Duration.between(sent.get(i - 10), sent.get(i)).toMillis() > 1000);
        }
        assertTrue(Duration.between(sent.get(0), sent.get(49)).toMillis() < 5000, "slower than it must be");
    }

    @Test
    void fewCallsDoNotWait() {
        Instant begun = now;
        for (int i = 0; i < 10; i++) {
            limit.enter();
        }
        assertEquals(begun, now);
    }

    @Test
    void aClockThatWasSetBackStopsNobody() {
        for (int i = 0; i < 10; i++) {
            limit.enter();
        }
        now = now.minus(Duration.ofHours(1));
        Instant begun = now;
        limit.enter();
        assertEquals(begun, now);
    }
}
