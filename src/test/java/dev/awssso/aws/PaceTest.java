package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.cli.TestTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final TestTime time = new TestTime();
    private final Pace pace = new Pace(8, time, time::sleep);

    private Duration timeFor(int calls) {
        Instant start = time.instant();
        for (int i = 0; i < calls; i++) {
            pace.enter();
            pace.leave();
        }
        return Duration.between(start, time.instant());
    }

    @Test
    void burstGoesAtOnceAndTheRestAtEighteenASecond() {
        assertEquals(Duration.ZERO, timeFor(18));

        Duration hundredMore = timeFor(180);

        assertTrue(hundredMore.minusSeconds(10).abs().toMillis() < 50, hundredMore.toString());
    }

    @Test
    void eachTooManyHalvesTheRateDownToOne() {
        pace.slowDown();
        assertEquals(9, pace.rate());
        for (int i = 0; i < 10; i++) {
            pace.slowDown();
        }
        assertEquals(1, pace.rate());
    }

    @Test
    void recoversByOneEveryFiveSeconds() {
        pace.slowDown();
        time.sleep(Duration.ofSeconds(14));
        assertEquals(11, pace.rate());
        time.sleep(Duration.ofMinutes(5));
        assertEquals(18, pace.rate());
    }
}
