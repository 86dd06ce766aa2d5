package dev.awssso.cli.completion;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands and their options, as far as completion needs them; a command's options are loaded when asked for. */
public interface CommandSyntax {

    /**
     * A command or a group of commands.
     *
     * @param path its words
     * @param name the last of them
     * @param aliases other last words for it
     * @param summary what it does
     */
    record Entry(String path, String name, List<String> aliases, String summary) {

        public Entry {
            aliases = List.copyOf(aliases);
        }

        boolean answersTo(String word) {
            return name.equals(word) || aliases.contains(word);
        }
    }

    /** What stands directly below a path; {@code ""} is the program. */
    List<Entry> below(String path);

    /** Options and arguments of a command; empty for a group. */
    Optional<CommandSpec> options(String path);

    /** Those of a command's options that its help shows. */
    List<OptionSpec> offered(String path, CommandSpec command);

    /** True when the first word of the command that is no option begins another program's command line. */
    boolean startsAProgram(String path);
}
