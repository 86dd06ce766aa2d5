package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs unload}: the default slot, one named slot, or all of them. */
@CommandLine.Command(
        description =
                "Remove credentials from the credentials server: from the default slot, one named slot, or all named slots.",
        footer = {"", "Example: aws-sso ecs unload --profile dev"})
public final class EcsUnloadCommand implements Command {

    @Option(
            names = {"--profile", "-p"},
            paramLabel = "NAME",
            description = "Remove this named slot.")
    private @Nullable String profile;

    @Option(names = "--all", description = "Remove all named slots; the default slot is kept.")
    private boolean all;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Toolbox toolbox;

    public EcsUnloadCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        if (all && profile != null) {
            throw new Problem.Usage("--profile and --all cannot be used together", null, null);
        }
        SlotName slot = profile == null ? null : SlotName.ofOption("--profile", profile);
        try (EcsClient client = new ServerAccess(toolbox).open(server.address(toolbox))) {
            if (all) {
                client.unloadAll();
            } else {
                client.unload(slot);
            }
            return ExitCode.DONE.code();
        }
    }
}
