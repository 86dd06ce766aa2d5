package dev.awssso.cli.terminal;

import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * Lines on the terminal that are shown again and again in the same place, until Ctrl-C. What is typed meanwhile is
 * dropped. Ctrl-Z stops it with the terminal as it was before, and it goes on with {@code fg}. It draws on stderr, and
 * at the end leaves the latest lines and the terminal as it found it.
 */
public final class LiveScreen {

    /**
     * What is shown at one moment.
     *
     * @param above lines before the table
     * @param below lines after it
     */
    public record Frame(List<String> above, Table table, List<String> below) {

        private List<String> lines(int width) {
            List<String> lines = new ArrayList<>(above);
            if (!table.isEmpty()) {
                lines.add("");
                lines.addAll(table.lines(width));
            }
            lines.addAll(below);
            return lines;
        }
    }

    private static final int END_OF_INPUT = -1;
    private static final long LONGEST_READ_MILLIS = 100;

    private final Duration pause;
    private @Nullable Frame shown;
    private boolean stopping;
    private boolean interrupted;

    /** @param pause between two looks at what is to be shown */
    public LiveScreen(Duration pause) {
        this.pause = pause;
    }

    /**
     * Shows what the source gives until Ctrl-C.
     *
     * @return the code to exit with
     */
    public int show(Supplier<Frame> source) {
        try (org.jline.terminal.Terminal screen = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .provider("exec")
                .nativeSignals(true)
                .build()) {
            return run(screen, source);
        } catch (IOException e) {
            throw new Problem.Usage("cannot draw on this terminal", "leave --watch out", null, e);
        }
    }

    private int run(org.jline.terminal.Terminal screen, Supplier<Frame> source) {
        Display display = new Display(screen, false);
        Thread showing = Thread.currentThread();
        screen.handle(Signal.INT, signal -> interrupt(showing));
        Attributes before = screen.enterRawMode();
        screen.handle(Signal.WINCH, signal -> redraw(screen, display));
        screen.handle(Signal.TSTP, signal -> askToStop());
        try {
            while (!isInterrupted()) {
                update(screen, display, source.get());
                if (waitFor(screen)) {
                    stop(screen, display, before);
                }
            }
        } catch (IOException e) {
            // Ctrl-C ends a read this way, and so does a terminal that goes away.
        } finally {
            Thread.interrupted();
            leave(screen, display);
            screen.setAttributes(before);
        }
        return ExitCode.INTERRUPTED.code();
    }

    private synchronized void interrupt(Thread showing) {
        interrupted = true;
        showing.interrupt();
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }

    private synchronized void askToStop() {
        stopping = true;
    }

    private synchronized boolean isAskedToStop() {
        boolean asked = stopping;
        stopping = false;
        return asked;
    }

    // Reading what is typed is the pause. True when Ctrl-Z has ended it.
    private boolean waitFor(org.jline.terminal.Terminal screen) throws IOException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < pause.toNanos()) {
            if (isAskedToStop()) {
                return true;
            }
            if (screen.reader().read(LONGEST_READ_MILLIS) == END_OF_INPUT) {
                throw new IOException("the terminal is gone");
            }
        }
        return false;
    }

    private synchronized void update(org.jline.terminal.Terminal screen, Display display, Frame frame) {
        shown = frame;
        draw(screen, display);
    }

    private void draw(org.jline.terminal.Terminal screen, Display display) {
        int width = screen.getWidth() > 0 ? screen.getWidth() : 80;
        int height = screen.getHeight() > 0 ? screen.getHeight() : 24;
        display.resize(height, width);
        display.update(visible(width, height), 0);
    }

    // One line is left for the shell's prompt at the end, and one column for the cursor.
    private List<AttributedString> visible(int width, int height) {
        Frame frame = shown;
        List<String> lines = frame == null ? List.of() : frame.lines(width - 1);
        return lines.stream()
                .limit(Math.max(1, height - 1))
                .map(line -> new AttributedString(line).columnSubSequence(0, width - 1))
                .toList();
    }

    // The cursor is in the first line, as for the selector.
    private synchronized void redraw(org.jline.terminal.Terminal screen, Display display) {
        screen.puts(Capability.carriage_return);
        screen.puts(Capability.clr_eos);
        display.reset();
        draw(screen, display);
    }

    private synchronized void leave(org.jline.terminal.Terminal screen, Display display) {
        // Also wipes what the terminal has shown of Ctrl-C.
        redraw(screen, display);
        below(screen);
    }

    private void below(org.jline.terminal.Terminal screen) {
        int lines = visible(
                        screen.getWidth() > 0 ? screen.getWidth() : 80,
                        screen.getHeight() > 0 ? screen.getHeight() : 24)
                .size();
        screen.writer().print("\r" + "\n".repeat(lines));
        screen.flush();
    }

    // Done by the thread that reads: a read that began with the terminal as it was before would wait for a whole line.
    private synchronized void stop(org.jline.terminal.Terminal screen, Display display, Attributes before) {
        redraw(screen, display);
        below(screen);
        // Not what raw mode sets by itself: JLine has set since how long a read of the system may take.
        Attributes drawing = screen.getAttributes();
        TerminalStop.stop(screen, before);
        screen.setAttributes(drawing);
        display.reset();
    }
}
