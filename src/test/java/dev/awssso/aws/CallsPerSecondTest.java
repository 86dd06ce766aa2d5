package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Rows("L4")
class CallsPerSecondTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final CallsPerSecond limit = new CallsPerSecond(10, () -> now, this::pass);
    private final List<Sent> underWay = new ArrayList<>();

    private record Sent(CallLimit.Turn turn, Instant arrives, Instant ends) {}

    // Calls take some time on their way, and more on the way back; each starts when it may.
    @Test
    void noMoreThanTenArriveInAnySecondHoweverLongTheyTake() {
        Random random = new Random(7);
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            CallLimit.Turn turn = limit.enter();
            Instant arrives = now.plusMillis(random.nextInt(900));
            arrivals.add(arrives);
            underWay.add(new Sent(turn, arrives, arrives.plusMillis(random.nextInt(400))));
        }
        arrivals.sort(null);
        for (int i = 10; i < arrivals.size(); i++) {
            assertTrue(Duration.between(arrivals.get(i - 10), arrivals.get(i)).compareTo(SECOND) >= 0, "" + i);
        }
    }

    @Test
    void quickCallsGoNearlyAsFastAsTheyMay() {
        Instant begun = now;
        for (int i = 0; i < 100; i++) {
            limit.enter().close();
        }
        assertTrue(Duration.between(begun, now).toSeconds() < 10, "slower than it must be");
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
    void callsThatHangDoNotStopTheOthers() {
        for (int i = 0; i < 10; i++) {
            limit.enter();
        }
        Instant begun = now;
        limit.enter();
        assertTrue(Duration.between(begun, now).toMillis() < 2100);
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

    private void pass(Duration wait) {
        now = now.plus(wait);
        underWay.removeIf(sent -> {
            boolean over = !sent.ends().isAfter(now);
            if (over) {
                sent.turn().close();
            }
            return over;
        });
    }
}
