package dev.awssso.cli.configure;

import dev.awssso.cli.terminal.Paint;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.ForeignText;
import dev.awssso.profiles.ConfigChange;
import dev.awssso.profiles.ConfigDiff;

/** Tells a person what an edit of the config file did, or would do. */
final class ChangeReport {

    private final Terminal terminal;

    ChangeReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The diff on stdout, coloured where a person reads it; the rest on stderr. */
    void wouldBe(ConfigChange change) {
        change.notes().forEach(note -> terminal.line(ForeignText.clean(note)));
        for (ConfigDiff.Line line : change.diff()) {
            terminal.payload(terminal.colourOut() ? paint(line) : ForeignText.clean(line.text()));
        }
        if (!change.changed()) {
            terminal.note(change.file() + " is already up to date");
        }
    }

    /** What was done, on stderr. */
    void done(ConfigChange change) {
        change.notes().forEach(note -> terminal.line(ForeignText.clean(note)));
        terminal.note(change.changed() ? "wrote " + change.file() : change.file() + " is already up to date");
    }

    private static String paint(ConfigDiff.Line line) {
        String text = ForeignText.clean(line.text());
        return switch (line.kind()) {
            case FILE -> Paint.BOLD.over(text);
            case HUNK -> Paint.CYAN.over(text);
            case CONTEXT -> text;
            case ADDED -> Paint.GREEN.over(text);
            case REMOVED -> Paint.RED.over(text);
        };
    }
}
