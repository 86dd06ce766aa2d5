package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs unload}: the default slot, one named slot, or all of them. */
@CommandLine.Command(
        description =
                "Remove credentials from the credentials server: from the default slot, one named slot, or all named"
                        + " slots.",
        footer = {"", "Example: aws-sso ecs unload --slot dev"})
public final class EcsUnloadCommand implements Command {

    @Option(
            names = {"--slot", "--profile", "-p"},
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
            throw new Problem.Usage("--slot and --all cannot be used together", null, null);
        }
        SlotName slot = profile == null ? null : SlotName.ofOption("--slot", profile);
        try (EcsClient client = new ServerAccess(toolbox).open(server.address(toolbox))) {
            toolbox.terminal().note((all ? all(client) : one(client, slot)) + " at " + client.url());
            return ExitCode.DONE.code();
        }
    }

    private static String all(EcsClient client) {
        int count = client.slots().size();
        client.unloadAll();
        return switch (count) {
            case 0 -> "there were no named slots";
            case 1 -> "removed the credentials of 1 named slot";
            default -> "removed the credentials of " + count + " named slots";
        };
    }

    private static String one(EcsClient client, @Nullable SlotName slot) {
        if (slot != null) {
            client.unload(slot);
            return "removed the credentials of slot " + ForeignText.clean(slot.text());
        }
        String before = occupant(client);
        client.unload(null);
        return before == null
                ? "the default slot is empty"
                : "removed the credentials of " + before + " from the default slot";
    }

    private static @Nullable String occupant(EcsClient client) {
        try {
            return ForeignText.clean(client.defaultSlot().profileName());
        } catch (Problem.NotFound | Problem.Server nothingHeld) {
            return null;
        }
    }
}
