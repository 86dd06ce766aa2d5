package dev.awssso.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The texts of {@code --help}. */
final class HelpText {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 60;
    // Longer lines are hard to read.
    private static final int GREATEST_WIDTH = 120;
    private static final String USAGE = "Usage: ";
    private static final String EXAMPLE = "Example: ";

    private HelpText() {}

    /**
     * The help of a command.
     *
     * @param columns the width of the terminal; 0 when it is not known
     */
    static String ofCommand(String path, CommandLine line, boolean colour, int columns) {
        CommandSpec spec = line.getCommandSpec();
        int width = columns == 0 ? USUAL_WIDTH : Math.min(GREATEST_WIDTH, Math.max(LEAST_WIDTH, columns));
        spec.usageMessage().width(width).abbreviateSynopsis(true);
        Help help = new Help(spec, Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
        StringBuilder text = new StringBuilder(USAGE).append(help.synopsis(USAGE.length()));
        text.append('\n').append(help.description());
        if (!spec.positionalParameters().isEmpty()) {
            text.append("\nArguments:\n").append(help.parameterList());
        }
        for (OfferedOptions.Group group : OfferedOptions.Group.values()) {
            List<OptionSpec> options = OfferedOptions.of(path, spec, group);
            if (!options.isEmpty()) {
                text.append('\n').append(group.heading()).append(":\n");
                text.append(help.optionListExcludingGroups(
                        options, help.createDefaultLayout(), null, help.parameterLabelRenderer()));
            }
        }
        // As they are: a command that is broken in two lines cannot be copied.
        for (String part : spec.usageMessage().footer()) {
            text.append(part.startsWith(EXAMPLE) ? "Example:\n  " + part.substring(EXAMPLE.length()) : part)
                    .append('\n');
        }
        return text.toString();
    }

    /** The commands of a group, {@code ""} for the program, from the index alone. */
    static String ofGroup(String path) {
        String called = (CommandLineDoor.PROGRAM + " " + path).strip();
        List<CommandTree.Entry> children = CommandTree.children(path);
        int width =
                children.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder("Usage: " + called + " COMMAND [OPTIONS]\n\nCommands:\n");
        for (CommandTree.Entry entry : children) {
            text.append("  ")
                    .append(entry.name())
                    .append(" ".repeat(width - entry.name().length() + 2));
            text.append(entry.summary()).append('\n');
        }
        text.append("\nGeneral:\n  -h, --help     Show this help and exit.\n");
        if (path.isEmpty()) {
            text.append("  -V, --version  Print the version, the commit and the runtime, and exit.\n");
        }
        String help = CommandLineDoor.PROGRAM + " help " + (path.isEmpty() ? "" : path + " ");
        return text.append("\n" + help + "COMMAND shows the options and an example.\n")
                .toString();
    }
}
