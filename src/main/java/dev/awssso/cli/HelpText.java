package dev.awssso.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The texts of {@code --help}. */
final class HelpText {

    private HelpText() {}

    static String ofCommand(CommandLine line, boolean colour) {
        return line.getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
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
        return text.append("\n" + CommandLineDoor.PROGRAM + " help COMMAND shows the options and an example.\n")
                .toString();
    }
}
