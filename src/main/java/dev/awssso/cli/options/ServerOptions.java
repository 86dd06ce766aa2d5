package dev.awssso.cli.options;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.platform.Environment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a credentials server; its address comes out. */
public final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT|URL",
            description = "The credentials server. Default: AWS_SSO_ECS_SERVER, else the host and port of"
                    + " AWS_CONTAINER_CREDENTIALS_FULL_URI, else 127.0.0.1 with AWS_SSO_ECS_PORT or 4144.")
    private @Nullable String server;

    /**
     * Where the server is looked for.
     *
     * @throws dev.awssso.problem.Problem.Usage when the option, a variable or a setting holds no address
     */
    public ServerAddress address(Toolbox toolbox) {
        return ServerAddress.find(
                server, toolbox.environment(), () -> toolbox.settings().port());
    }

    /** True when option or variable named a server for our commands. */
    public boolean named(Environment environment) {
        return server != null || environment.get(ServerAddress.VARIABLE).isPresent();
    }
}
