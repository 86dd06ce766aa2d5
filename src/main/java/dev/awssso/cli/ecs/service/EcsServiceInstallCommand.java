package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.problem.ExitCode;
import picocli.CommandLine;

/** {@code ecs service install}: the credentials server as a service of this user. */
@CommandLine.Command(
        description = {
            "Run the credentials server as a service: a systemd user unit, on macOS a launch agent. It starts when you"
                    + " log in and restarts after a failure.",
            "Slots, port and notify command come from the settings ecs_default, ecs_slots, ecs_port and notify. If the"
                    + " service is installed already, it is updated and started."
        },
        footer = {"", "Example: aws-sso ecs service install"})
public final class EcsServiceInstallCommand implements Command {

    private final Toolbox toolbox;

    public EcsServiceInstallCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Supervisor supervisor = Supervisor.of(toolbox);
        // A wrong setting is reported here and not only in the log of a service.
        toolbox.settings();
        supervisor.install(ServiceDefinition.of(toolbox));
        return ExitCode.DONE.code();
    }
}
