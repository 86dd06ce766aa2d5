package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListingLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private ListingLine line(boolean watched) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal.Screens(false, false, watched));
        return new ListingLine(terminal, () -> now);
    }

    private String shown() {
        String text = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return text;
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    @Test
    void tellsTheTimeLeftByThePaceSoFar() {
        ListingLine line = line(true);
        line.listed(0, 2000);
        assertEquals("\rListing roles: 0 of 2000 accounts \u001b[K", shown());
        pass(1);
        line.listed(20, 2000);
        assertEquals("\rListing roles: 20 of 2000 accounts \u001b[K", shown());
        pass(9);
        line.listed(200, 2000);
        assertEquals("\rListing roles: 200 of 2000 accounts, 1m 30s left \u001b[K", shown());
        pass(81);
        line.listed(1820, 2000);
        assertEquals("\rListing roles: 1820 of 2000 accounts, 9s left \u001b[K", shown());
    }

    @Test
    void aClockThatWasSetBackTellsNothing() {
        ListingLine line = line(true);
        line.listed(0, 2000);
        pass(-100);
        line.listed(100, 2000);

        assertTrue(shown().endsWith("100 of 2000 accounts \u001b[K"));
    }

    @Test
    void isOnlyForWhoWatches() {
        line(false).listed(5, 2000);

        assertEquals("", shown());
    }
}
