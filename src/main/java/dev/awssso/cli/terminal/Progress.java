package dev.awssso.cli.terminal;

/** One line on a person's terminal that counts, and is gone when the work is done; nothing where nobody watches. */
public final class Progress implements AutoCloseable {

    private final Terminal terminal;
    private final String what;
    private boolean shown;

    /** @param what what is counted, {@code "accounts listed"} */
    public Progress(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
    }

    /** So many of all are done. */
    public void show(int done, int all) {
        line(done + " of " + all + " " + what);
    }

    /** Any text, in place of the last one. */
    public void line(String text) {
        if (terminal.interactive()) {
            shown = true;
            terminal.err().print("\r" + text + " \u001b[K");
            terminal.err().flush();
        }
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (shown) {
            shown = false;
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
