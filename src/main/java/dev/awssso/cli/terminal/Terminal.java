package dev.awssso.cli.terminal;

import dev.awssso.json.JsonStyle;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads from and writes to. Rules of this room: stdout carries the payload and nothing else; every
 * prompt, note and error goes to stderr; colour, progress and prompts only where a person sits at a terminal; text of
 * a service passes through {@link dev.awssso.platform.ForeignText#clean} first.
 */
public final class Terminal {

    /**
     * Which of the three streams are a terminal.
     *
     * @param in a person can type
     * @param out a person reads the payload
     * @param err a person reads notes and errors
     */
    public record Screens(boolean in, boolean out, boolean err) {

        /** Nobody is there. */
        public static final Screens NONE = new Screens(false, false, false);
    }

    /** The forms of a listing. */
    public enum Form {
        TABLE,
        JSON,
        CSV
    }

    /** Something on stderr that is not a finished line, until it is closed: a prompt, or what is wiped later. */
    public interface UnfinishedLine extends AutoCloseable {
        @Override
        void close();
    }

    // Begin of the line, erase to its end (ECMA-48 8.3.41): also what the terminal has echoed of Ctrl-C.
    private static final String WIPE = "\r\u001b[K";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Screens screens;
    private final @Nullable PayloadOutput payload;
    private final IntSupplier columns;
    private boolean colour = true;
    // What a signal that ends the process leaves to be printed; none of it but on a terminal.
    private volatile String lineEnd = WIPE;

    public Terminal(InputStream in, PrintStream out, PrintStream err, Screens screens) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.screens = screens;
        this.payload = null;
        this.columns = () -> 0;
    }

    /**
     * Streams of a process.
     *
     * @param columns the width of the terminal behind stdout, asked for when it is needed; 0 when it is not known
     */
    public Terminal(InputStream in, PayloadOutput payload, PrintStream err, Screens screens, IntSupplier columns) {
        this.in = in;
        this.out = new PrintStream(new BufferedOutputStream(payload), false, StandardCharsets.UTF_8);
        this.err = err;
        this.screens = screens;
        this.payload = payload;
        this.columns = columns;
    }

    /** Streams of which a test says whether a person sits before them. */
    public Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
        this(in, out, err, new Screens(interactive, interactive, interactive));
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
        return screens.in() && screens.err();
    }

    /** True when all three streams are a terminal, so that all of it may be drawn on. */
    public boolean allScreens() {
        return screens.in() && screens.out() && screens.err();
    }

    /** True when a person sees what goes to stderr, so that progress can be shown. */
    public boolean watched() {
        return screens.err();
    }

    /** No colour from now on, whatever the streams are: {@code --no-color}, {@code NO_COLOR}. */
    public void plain() {
        colour = false;
    }

    /** True when the payload may be coloured. */
    public boolean colourOut() {
        return colour && screens.out();
    }

    /** True when notes and errors may be coloured. */
    public boolean colourErr() {
        return colour && screens.err();
    }

    /** Shows how far something has come, in one line that the next progress replaces; where {@link #watched}. */
    public void progress(String text) {
        err.print("\r" + text + " \u001b[K");
        err.flush();
    }

    /** Wipes the line of {@link #progress}. */
    public void wipe() {
        err.print(WIPE);
        err.flush();
    }

    /** Prints a question on stderr; close it when the line of the answer has been read. */
    public UnfinishedLine ask(String question) {
        err.print(question);
        err.flush();
        return unfinished("\n");
    }

    /** What a signal that ends the process shall have printed in place of the usual, until this is closed. */
    UnfinishedLine unfinished(String end) {
        lineEnd = end;
        return () -> lineEnd = WIPE;
    }

    /** Ends what is on the cursor's line, so that the shell's prompt has a line of its own. For a signal's handler. */
    public void interrupted() {
        err.print(lineEnd);
        err.flush();
    }

    /** How many columns the terminal behind stdout has; 0 when stdout is not a terminal, or when that is not known. */
    public int columnsOut() {
        return screens.out() ? columns.getAsInt() : 0;
    }

    /** Sees to it that all is written; a {@link Problem.LocalFile} when a part of the payload could not be. */
    public void finish() {
        out.flush();
        err.flush();
        IOException failure = payload == null ? null : payload.failure();
        if (failure != null) {
            throw new Problem.LocalFile(
                    "cannot write to stdout", ForeignText.clean(String.valueOf(failure.getMessage())), null, failure);
        }
    }

    /** One line of the payload. */
    public void payload(String line) {
        out.print(line + "\n");
    }

    /** A listing as the payload; JSON is an array. */
    public void payload(Table table, Form form) {
        switch (form) {
            case TABLE -> printTable(table);
            case JSON -> payload(JsonStyle.INDENTED.write(table.rows()));
            case CSV -> table.csv().forEach(this::payload);
        }
    }

    /** A listing of exactly one row as the payload; JSON is that row. */
    public void payloadOfOne(Table table, Form form) {
        if (form == Form.JSON) {
            payload(JsonStyle.INDENTED.write(table.rows().get(0)));
            return;
        }
        payload(table, form);
    }

    /** A line on stderr for the person, with the program's name in front. */
    public void note(String text) {
        err.print("aws-sso: " + text + "\n");
    }

    /** Why a command fails, on stderr; the program's name is highlighted where there is colour. */
    public void failure(String text) {
        err.print((colourErr() ? Paint.RED.over("aws-sso:") : "aws-sso:") + " " + text + "\n");
    }

    /** A line on stderr as it is. */
    public void line(String text) {
        err.print(text + "\n");
    }

    private void printTable(Table table) {
        boolean header = true;
        for (String line : table.lines(columnsOut())) {
            payload(header && colourOut() ? Paint.BOLD.over(line) : line);
            header = false;
        }
    }
}
