package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT-1S, expired",
        "PT0S, expired",
        "PT59S, in < 1m",
        "PT60S, in 1m",
        "PT59M59S, in 59m",
        "PT7H59M59S, in 7h 59m",
        "PT24H, in 1d 0h",
        "PT89H, in 3d 17h",
    })
    void wholeMinutesRoundedDown(Duration left, String text) {
        assertEquals(text, TimeLeft.until(NOW.plus(left), NOW));
    }

    @ParameterizedTest
    @CsvSource({"Expired, expired", "< 1m, in < 1m", "2h 4m, in 2h 4m"})
    void readsWhatServersSay(String expires, String text) {
        assertEquals(text, TimeLeft.ofServer(expires));
    }
}
