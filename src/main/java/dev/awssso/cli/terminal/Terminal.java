package dev.awssso.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads from and writes to. Rules of this room: stdout carries the payload and nothing else; every
 * prompt, note and error goes to stderr; colour, progress and prompts only where a person sits at a terminal; text of
 * a service passes through {@link dev.awssso.platform.ForeignText#clean} first.
 */
public final class Terminal {

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;

    public Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    public InputStream in() {
        return in;
    }

    /** The payload's stream. */
    public PrintStream out() {
        return out;
    }

    /** The stream for everything a script does not read. */
    public PrintStream err() {
        return err;
    }

    /** True when a person can be asked: stdin and stderr are a terminal. */
    public boolean interactive() {
        return interactive;
    }

    /** One line of the payload. */
    public void payload(String line) {
        out.print(line + "\n");
    }

    /** A line on stderr for the person, with the program's name in front. */
    public void note(String text) {
        err.print("aws-sso: " + text + "\n");
    }

    /** A line on stderr as it is. */
    public void line(String text) {
        err.print(text + "\n");
    }
}
