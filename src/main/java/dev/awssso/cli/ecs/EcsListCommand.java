package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.problem.ExitCode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code ecs list}: the named slots. */
@CommandLine.Command(
        description = "List the named slots of the credentials server.",
        footer = {"", "Example: aws-sso ecs list --output json"})
public final class EcsListCommand implements Command {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    public EcsListCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        try (EcsClient client = new ServerAccess(toolbox).open(server.address(toolbox))) {
            List<SlotEntry> slots = client.slots();
            output.print(toolbox.terminal(), SlotTable.of(slots));
            if (slots.isEmpty()) {
                toolbox.terminal().note("no named slot is loaded; run: aws-sso ecs load --slotted --profile NAME");
            }
            return ExitCode.DONE.code();
        }
    }
}
