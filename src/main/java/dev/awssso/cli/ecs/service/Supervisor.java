package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Toolbox;
import dev.awssso.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What starts programs for a signed-in user, and again when they have failed. */
interface Supervisor {

    /**
     * How the service stands.
     *
     * @param file its definition
     * @param installed whether the definition is there
     * @param enabled whether it starts with the person's session; null where the supervisor cannot be asked
     * @param running whether the server runs; null where the supervisor cannot be asked
     * @param unknown why the supervisor cannot be asked; empty where it can
     */
    record State(
            java.nio.file.Path file,
            boolean installed,
            @Nullable Boolean enabled,
            @Nullable Boolean running,
            String unknown) {}

    /** Writes the definition and starts the server, or starts it anew when the definition was another one. */
    void install(ServiceDefinition service);

    /** Ends the server and removes the definition. */
    void uninstall();

    State state();

    /** The one of this system; a {@link Problem.Usage} where there is none. */
    static Supervisor of(Toolbox toolbox) {
        return switch (toolbox.environment().system()) {
            case LINUX -> new SystemdSupervisor(toolbox.environment(), toolbox.terminal()::note);
            case MAC -> new LaunchdSupervisor(toolbox.environment(), toolbox.terminal()::note);
            case WINDOWS ->
                throw new Problem.Usage(
                        "there is no service on Windows", "start aws-sso ecs run from the Task Scheduler", null);
        };
    }
}
