package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code ecs service status}: is the service installed, and does it run. Ends with 0 or 8. */
@CommandLine.Command(
        description =
                "Show whether the credentials server is installed as a service and whether it runs. Exit code 0: it"
                        + " runs; 8: it does not run, or this is not known. ecs status shows what it serves.",
        footer = {"", "Example: aws-sso ecs service status"})
public final class EcsServiceStatusCommand implements Command {

    private final Toolbox toolbox;

    public EcsServiceStatusCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Supervisor.State state = Supervisor.of(toolbox).state();
        Terminal terminal = toolbox.terminal();
        terminal.payload("Installed         " + (state.installed() ? "yes: " + state.file() : "no"));
        terminal.payload("Starts at login   " + text(state.enabled(), state));
        terminal.payload("Runs              " + text(state.running(), state));
        return (Boolean.TRUE.equals(state.running()) ? ExitCode.DONE : ExitCode.SERVER).code();
    }

    private static String text(@Nullable Boolean value, Supervisor.State state) {
        if (value == null) {
            return "unknown: " + state.unknown();
        }
        return value ? "yes" : "no";
    }
}
