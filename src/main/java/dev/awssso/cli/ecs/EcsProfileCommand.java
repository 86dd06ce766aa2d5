package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.problem.ExitCode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code ecs profile}: who is in the default slot. */
@CommandLine.Command(
        description = "Show the profile in the default slot of the credentials server.",
        footer = {"", "Example: aws-sso ecs profile"})
public final class EcsProfileCommand implements Command {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    public EcsProfileCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        try (EcsClient client = new ServerAccess(toolbox).open(server.address(toolbox))) {
            output.printOne(toolbox.terminal(), SlotTable.of(List.of(client.defaultSlot())));
            return ExitCode.DONE.code();
        }
    }
}
