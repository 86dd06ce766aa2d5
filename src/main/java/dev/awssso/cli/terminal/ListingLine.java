package dev.awssso.cli.terminal;

import dev.awssso.roles.ListingProgress;

/** Shows how far a long listing has come, on one line of a terminal that is wiped at the end. */
public final class ListingLine implements ListingProgress, AutoCloseable {

    // A list that is done at once is not worth a line.
    private static final int WORTH_SHOWING = 20;

    private final Terminal terminal;
    private boolean shown;

    public ListingLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void listed(int accounts, int all) {
        if (all < WORTH_SHOWING || !terminal.watched()) {
            return;
        }
        shown = true;
        terminal.progress("Listing roles: " + accounts + " of " + all + " accounts");
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
