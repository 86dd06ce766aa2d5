package dev.awssso.cli;

import dev.awssso.cli.completion.CommandSyntax;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command tree as completion sees it. */
final class CompletionSyntax implements CommandSyntax {

    private final Toolbox toolbox;

    CompletionSyntax(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public List<Entry> below(String path) {
        return CommandTree.children(path).stream()
                .map(entry -> new Entry(entry.path(), entry.name(), entry.aliases(), entry.summary()))
                .toList();
    }

    @Override
    public Optional<CommandSpec> options(String path) {
        return CommandTree.create(path, toolbox)
                .map(command -> CommandLineDoor.commandLine(path, command).getCommandSpec());
    }

    @Override
    public List<OptionSpec> offered(String path, CommandSpec command) {
        return OfferedOptions.of(path, command);
    }

    @Override
    public boolean startsAProgram(String path) {
        return path.equals("run-as");
    }
}
