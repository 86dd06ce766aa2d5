package dev.awssso.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of the packaged program that is running, with what it has printed so far. Closing ends it. */
public final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final Pattern url;
    private final Pattern export;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final Thread outReader;
    private final Thread errReader;

    RunningProgram(Process process, Pattern url, Pattern export) {
        this.process = process;
        this.url = url;
        this.export = export;
        this.outReader = reader(process.getInputStream(), out);
        this.errReader = reader(process.getErrorStream(), err);
    }

    /** The process id; the launcher replaces itself with the program, so it is the program's own. */
    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** What it has printed on stdout so far. */
    public synchronized String out() {
        return out.toString();
    }

    /** What it has printed on stderr so far. */
    public synchronized String err() {
        return err.toString();
    }

    /** The first URL that it printed, on stderr or stdout. */
    public URI url() {
        Matcher found = url.matcher(err() + out());
        if (!found.find()) {
            throw new AssertionError("it printed no URL: " + everything());
        }
        return URI.create(found.group().replaceAll("[.,;)]+$", ""));
    }

    /** The variables of the {@code export NAME=value} lines that it printed. */
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        Matcher found = export.matcher(out() + err());
        while (found.find()) {
            String value = found.group(2) != null ? found.group(2) : found.group(3);
            exports.put(found.group(1), value != null ? value : found.group(4));
        }
        return exports;
    }

    /** Waits until a line that has this in it was printed on either stream; fails when the program ends before. */
    public synchronized Matcher waitForLine(Pattern pattern) {
        long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
        while (true) {
            Matcher found = pattern.matcher(completeLines());
            if (found.find()) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || !(outReader.isAlive() || errReader.isAlive())) {
                throw new AssertionError("no line with " + pattern + " in " + everything());
            }
            try {
                // Woken by every line and by the end of a stream; the limit is for an end between check and wait.
                wait(Math.min(left, 200));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    // By their handles: Process.destroy would close the streams before the last words are read.

    /** Asks it to end, as a person's Ctrl-C or systemd would (SIGTERM), and returns its exit code. */
    public int terminate() {
        process.toHandle().destroy();
        return waitForExit();
    }

    /** Ends it at once (SIGKILL) and returns its exit code. */
    public int kill() {
        process.toHandle().destroyForcibly();
        return waitForExit();
    }

    /** Waits for its end and the end of its output. */
    public int waitForExit() {
        try {
            if (!process.waitFor(PackagedProgram.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
                throw new AssertionError("it did not end: " + everything());
            }
            outReader.join(PackagedProgram.PATIENCE.toMillis());
            errReader.join(PackagedProgram.PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private Thread reader(InputStream stream, StringBuilder sink) {
        Thread thread = new Thread(() -> copy(stream, sink), "output of " + process.pid());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void copy(InputStream stream, StringBuilder sink) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            char[] piece = new char[8192];
            for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
                synchronized (this) {
                    sink.append(piece, 0, n);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // A line that is still being written could match with half of its URL.
    private String completeLines() {
        return upToLastLine(out) + upToLastLine(err);
    }

    private static String upToLastLine(StringBuilder text) {
        return text.substring(0, text.lastIndexOf("\n") + 1);
    }

    private String everything() {
        return "stdout:\n" + out() + "\nstderr:\n" + err();
    }
}
