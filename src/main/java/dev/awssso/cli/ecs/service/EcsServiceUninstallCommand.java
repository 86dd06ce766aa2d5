package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.problem.ExitCode;
import picocli.CommandLine;

/** {@code ecs service uninstall}: nothing of the service is left. */
@CommandLine.Command(
        description = "Stop the credentials server that runs as a service, and remove the service.",
        footer = {"", "Example: aws-sso ecs service uninstall"})
public final class EcsServiceUninstallCommand implements Command {

    private final Toolbox toolbox;

    public EcsServiceUninstallCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Supervisor.of(toolbox).uninstall();
        return ExitCode.DONE.code();
    }
}
