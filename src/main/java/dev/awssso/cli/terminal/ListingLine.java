package dev.awssso.cli.terminal;

import dev.awssso.roles.ListingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Shows how far a long listing has come, on one line of a terminal that is wiped at the end. */
public final class ListingLine implements ListingProgress, AutoCloseable {

    // A list that is done at once is not worth a line.
    private static final int WORTH_SHOWING = 20;

    // Before that the pace is not known.
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final InstantSource clock;
    private @Nullable Instant begun;
    private int atBegin;
    private boolean shown;

    public ListingLine(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void listed(int accounts, int all) {
        if (all < WORTH_SHOWING || !terminal.watched()) {
            return;
        }
        shown = true;
        terminal.progress("Listing roles: " + accounts + " of " + all + " accounts" + left(accounts, all));
    }

    // By the pace since the first account.
    private String left(int accounts, int all) {
        Instant now = clock.instant();
        Instant first = begun;
        if (first == null) {
            begun = now;
            atBegin = accounts;
            return "";
        }
        Duration passed = Duration.between(first, now);
        if (passed.compareTo(LONG_ENOUGH) < 0 || accounts <= atBegin) {
            return "";
        }
        long seconds = Math.round(passed.toMillis() / 1000.0 / (accounts - atBegin) * (all - accounts));
        return seconds < 60 ? ", " + seconds + "s left" : ", " + seconds / 60 + "m " + seconds % 60 + "s left";
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (shown) {
            shown = false;
            terminal.wipe();
        }
    }
}
