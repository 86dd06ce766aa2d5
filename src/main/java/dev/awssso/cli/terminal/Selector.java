package dev.awssso.cli.terminal;

import dev.awssso.problem.Problem;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * Lets a person choose one row of a list on the terminal: typing filters, arrows and Enter choose, Esc and Ctrl-C
 * leave with 130. It draws on stderr, below the prompt, and leaves the terminal as it found it.
 */
public final class Selector {

    private static final int PAGE = 10;
    // How long a lone Esc waits for the rest of an arrow key's sequence.
    private static final long ESCAPE_TIMEOUT_MILLIS = 100;

    private enum Key {
        TYPE,
        ERASE,
        ERASE_ALL,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        CHOOSE,
        LEAVE
    }

    private final boolean colour;

    /** A selector that draws with colour or without. */
    public Selector(boolean colour) {
        this.colour = colour;
    }

    /**
     * Shows the rows, all of the same number of columns and clean of control characters, and waits for a choice.
     *
     * @return the chosen row's index
     * @throws Problem.Interrupted when the person leaves
     */
    public int choose(String prompt, List<List<String>> rows) {
        SelectorModel model = new SelectorModel(rows);
        try (org.jline.terminal.Terminal screen = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .provider("exec")
                .nativeSignals(true)
                .build()) {
            return run(screen, model, new SelectorView(model, prompt, colour));
        } catch (IOException e) {
            throw new Problem.Usage(
                    "cannot ask for a role", "the terminal does not support it", "--account and --role", e);
        }
    }

    private int run(org.jline.terminal.Terminal screen, SelectorModel model, SelectorView view) {
        Attributes before = screen.enterRawMode();
        Display display = new Display(screen, false);
        Thread asking = Thread.currentThread();
        screen.handle(Signal.INT, signal -> asking.interrupt());
        screen.handle(Signal.WINCH, signal -> redrawAll(screen, display, view));
        try {
            return loop(screen, model, () -> draw(screen, display, view));
        } catch (IOError e) {
            // Reading ends this way when Ctrl-C interrupts it, and when the terminal goes away.
            throw new Problem.Interrupted("no role was chosen");
        } finally {
            Thread.interrupted();
            display.update(List.of(), 0);
            screen.setAttributes(before);
            screen.flush();
        }
    }

    private static int loop(org.jline.terminal.Terminal screen, SelectorModel model, Runnable draw) {
        BindingReader keys = new BindingReader(screen.reader());
        KeyMap<Key> map = keyMap(screen);
        while (true) {
            draw.run();
            Key key = keys.readBinding(map);
            if (key == null || key == Key.LEAVE) {
                throw new Problem.Interrupted("no role was chosen");
            }
            if (key == Key.CHOOSE) {
                if (model.choice().isPresent()) {
                    return model.choice().get();
                }
                continue;
            }
            apply(key, keys.getLastBinding(), model);
        }
    }

    private static void apply(Key key, String typed, SelectorModel model) {
        switch (key) {
            case TYPE -> model.type(typed);
            case ERASE -> model.erase();
            case ERASE_ALL -> model.eraseAll();
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case PAGE_UP -> model.move(-PAGE);
            case PAGE_DOWN -> model.move(PAGE);
            case CHOOSE, LEAVE -> throw new IllegalStateException("handled by the loop");
        }
    }

    private static synchronized void draw(org.jline.terminal.Terminal screen, Display display, SelectorView view) {
        int width = screen.getWidth() > 0 ? screen.getWidth() : 80;
        int height = screen.getHeight() > 0 ? screen.getHeight() : 24;
        display.resize(height, width);
        display.update(view.lines(width, height), view.cursor(width));
    }

    // The terminal has moved the lines about: begin again at the line that the cursor is in, the prompt's.
    private static synchronized void redrawAll(org.jline.terminal.Terminal screen, Display display, SelectorView view) {
        screen.puts(Capability.carriage_return);
        screen.puts(Capability.clr_eos);
        display.reset();
        draw(screen, display, view);
    }

    private static KeyMap<Key> keyMap(org.jline.terminal.Terminal screen) {
        KeyMap<Key> map = new KeyMap<>();
        map.setAmbiguousTimeout(ESCAPE_TIMEOUT_MILLIS);
        map.setUnicode(Key.TYPE);
        map.bind(Key.TYPE, KeyMap.range(" -~"));
        map.bind(Key.ERASE, KeyMap.del(), KeyMap.ctrl('H'));
        map.bind(Key.ERASE_ALL, KeyMap.ctrl('U'));
        map.bind(Key.UP, KeyMap.key(screen, Capability.key_up), "\033[A", "\033OA", KeyMap.ctrl('P'), KeyMap.ctrl('K'));
        map.bind(Key.DOWN, KeyMap.key(screen, Capability.key_down), "\033[B", "\033OB", KeyMap.ctrl('N'));
        map.bind(Key.PAGE_UP, "\033[5~");
        map.bind(Key.PAGE_DOWN, "\033[6~");
        map.bind(Key.CHOOSE, "\r", "\n");
        map.bind(Key.LEAVE, KeyMap.esc(), KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        return map;
    }
}
