package dev.awssso.cli.terminal;

import dev.awssso.platform.ProcessSignals;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** Ctrl-Z in a program that draws: the shell gets the terminal as it was. */
final class TerminalStop {

    private TerminalStop() {}

    /**
     * Stops this process until it is continued ({@code fg}), with these settings of the terminal. Both signals have
     * their usual effects meanwhile, so that the caller alone sets the terminal again: {@code stty}, which does it, would
     * be stopped by a Ctrl-Z of that moment, and whoever waits for it too.
     */
    static void stop(Terminal screen, Attributes before) {
        screen.setAttributes(before);
        screen.flush();
        SignalHandler stopping = screen.handle(Signal.TSTP, SignalHandler.SIG_DFL);
        SignalHandler continuing = screen.handle(Signal.CONT, SignalHandler.SIG_DFL);
        ProcessSignals.stop();
        screen.handle(Signal.CONT, continuing);
        screen.handle(Signal.TSTP, stopping);
    }
}
