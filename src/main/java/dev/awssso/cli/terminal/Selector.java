package dev.awssso.cli.terminal;

import dev.awssso.problem.Problem;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * Lets a person choose one row of a list on the terminal: typing filters, arrows and Enter choose, Esc and Ctrl-C
 * leave with 130. It draws on stderr, below the prompt, and leaves the terminal as it found it: at its end, when a
 * signal ends the process, and while the process is stopped (Ctrl-Z), after which it goes on where it was.
 */
public final class Selector {

    private static final int PAGE = 10;

    /**
     * What is shown beside the rows.
     *
     * @param prompt before the filter
     * @param notices lines above the list
     * @param cuts for each column, how its cells are shortened where the screen is narrow
     */
    public record Look(String prompt, List<String> notices, List<Cut> cuts) {}

    private final Terminal terminal;
    private final Look look;

    public Selector(Terminal terminal, Look look) {
        this.terminal = terminal;
        this.look = look;
    }

    /**
     * Shows the rows, all of the same number of columns and clean of control characters, and waits for a choice.
     *
     * @return the chosen row's index
     * @throws Problem.Interrupted when the person leaves
     */
    public int choose(List<List<String>> rows) {
        try (org.jline.terminal.Terminal screen = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .provider("exec")
                .nativeSignals(true)
                .build()) {
            return new Session(screen, new SelectorModel(rows)).run();
        } catch (IOException e) {
            throw new Problem.Usage(
                    "cannot ask for a role",
                    "the terminal does not support it; use --profile, or --account-id and --role-name",
                    null,
                    e);
        }
    }

    /** One list on one screen. Signals come in threads of their own: what they and the loop do is done one by one. */
    private final class Session {

        private final org.jline.terminal.Terminal screen;
        private final SelectorModel model;
        private final SelectorView view;
        private final Display display;
        private final Attributes before;
        private final Attributes raw;
        private boolean suspended;
        private boolean ended;

        Session(org.jline.terminal.Terminal screen, SelectorModel model) {
            this.screen = screen;
            this.model = model;
            this.view = new SelectorView(model, look, terminal.colourErr());
            this.display = new Display(screen, false);
            this.before = screen.enterRawMode();
            this.raw = screen.getAttributes();
            // Ctrl-\ would make a JVM print its threads.
            raw.setControlChar(ControlChar.VQUIT, 0);
        }

        int run() {
            Thread asking = Thread.currentThread();
            screen.handle(Signal.INT, signal -> asking.interrupt());
            screen.handle(Signal.WINCH, signal -> redraw());
            screen.handle(Signal.CONT, signal -> resume());
            SignalHandler stop = screen.handle(Signal.TSTP, this::stop);
            Terminal.UnfinishedLine drawing = terminal.unfinished("\r\u001b[J");
            try {
                screen.setAttributes(raw);
                return loop();
            } catch (IOException | IOError e) {
                // Reading ends this way when Ctrl-C interrupts it, and when the terminal goes away.
                throw new Problem.Interrupted("no role was chosen");
            } finally {
                Thread.interrupted();
                screen.handle(Signal.TSTP, stop);
                end();
                drawing.close();
            }
        }

        private int loop() throws IOException {
            KeyReader keys = new KeyReader(screen.reader()::read);
            while (true) {
                draw();
                KeyReader.Key key = keys.read();
                if (key.action() == KeyReader.Action.LEAVE) {
                    throw new Problem.Interrupted("no role was chosen");
                }
                if (key.action() == KeyReader.Action.CHOOSE) {
                    if (model.choice().isPresent()) {
                        return model.choice().get();
                    }
                    continue;
                }
                apply(key);
            }
        }

        private synchronized void apply(KeyReader.Key key) {
            switch (key.action()) {
                case TYPE -> model.edit(line -> line.insert(key.text()));
                case ERASE -> model.edit(FilterLine::erase);
                case ERASE_NEXT -> model.edit(FilterLine::eraseNext);
                case ERASE_WORD -> model.edit(FilterLine::eraseWord);
                case ERASE_TO_START -> model.edit(FilterLine::eraseToStart);
                case LEFT -> model.edit(FilterLine::left);
                case RIGHT -> model.edit(FilterLine::right);
                case LINE_START -> model.edit(FilterLine::start);
                case LINE_END -> model.edit(FilterLine::end);
                case UP -> model.move(-1);
                case DOWN -> model.move(1);
                case PAGE_UP -> model.move(-PAGE);
                case PAGE_DOWN -> model.move(PAGE);
                case FIRST -> model.move(-model.total());
                case LAST -> model.move(model.total());
                case NOTHING -> {}
                case CHOOSE, LEAVE -> throw new IllegalStateException("handled by the loop");
            }
        }

        private synchronized void draw() {
            if (suspended || ended) {
                return;
            }
            int width = screen.getWidth() > 0 ? screen.getWidth() : 80;
            int height = screen.getHeight() > 0 ? screen.getHeight() : 24;
            display.resize(height, width);
            display.update(view.lines(width, height), view.cursor(width));
        }

        // The shell gets the terminal as it was; Ctrl-Z is then what it always is.
        private synchronized void stop(Signal signal) {
            if (ended) {
                return;
            }
            suspended = true;
            display.update(List.of(), 0);
            TerminalStop.stop(screen, before);
            suspended = false;
            resume();
        }

        // Continued: whoever had the terminal meanwhile may have changed its settings.
        private synchronized void resume() {
            if (suspended || ended) {
                return;
            }
            screen.setAttributes(raw);
            redraw();
        }

        // The terminal has moved the lines about, or something else has written: begin again at the cursor's line.
        private synchronized void redraw() {
            if (suspended || ended) {
                return;
            }
            screen.puts(Capability.carriage_return);
            screen.puts(Capability.clr_eos);
            display.reset();
            draw();
        }

        private synchronized void end() {
            ended = true;
            display.update(List.of(), 0);
            screen.setAttributes(before);
            screen.flush();
        }
    }
}
