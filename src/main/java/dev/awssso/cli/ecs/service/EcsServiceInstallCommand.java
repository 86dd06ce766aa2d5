package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.problem.ExitCode;
import picocli.CommandLine;

/** {@code ecs service install}: the credentials server as a service of this user. */
@CommandLine.Command(
        description = {
            "Run the credentials server as a service of yours: a systemd user unit, on macOS a launch agent. It is started"
                    + " at each login, and again when it has failed.",
            "Its slots, port and notify command are those of the settings: ecs_default, ecs_slots, ecs_port, notify."
                    + " Installed again, it is changed or started where that is needed."
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
        // A setting that stops the server is better told here than in the messages of a service.
        toolbox.settings();
        supervisor.install(ServiceDefinition.of(toolbox));
        return ExitCode.DONE.code();
    }
}
