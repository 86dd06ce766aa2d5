package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.DirectoryStamp;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ShadowingDefault;
import dev.awssso.run.ChildCredentials;
import dev.awssso.run.ChildProcess;
import dev.awssso.run.CredentialEnvironment;
import dev.awssso.signin.SignIn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run-as}: one program as an account and role, whose credentials are renewed for as long as it runs. */
@CommandLine.Command(
        description =
                "Run a command as an account and role, without a shell. Its credentials come from a private local "
                        + "endpoint and are renewed while it runs. Exits with the command's exit code; "
                        + "125 if it was not started, 126 if it cannot be executed, 127 if it was not found.",
        footer = {
            "",
            "The options of run-as end at the first word that is not one of them, or at --.",
            "",
            "Example: aws-sso run-as --account-id 123456789012 --role-name Developer aws s3 ls --region eu-west-1"
        })
public final class RunAsCommand implements Command {

    @Option(names = "--env", description = "Put access keys into the environment; they are not renewed.")
    private boolean plainKeys;

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    @Parameters(paramLabel = "CMD ARG", arity = "0..*", description = "The command and its arguments.")
    private List<String> command = List.of();

    private final Toolbox toolbox;

    public RunAsCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public boolean endsAtFirstWord() {
        return true;
    }

    @Override
    public int run() {
        if (command.isEmpty()) {
            throw new Problem.Usage(
                    "no command to run",
                    "write it after the options: aws-sso run-as [OPTIONS] COMMAND [ARGUMENT...]",
                    null);
        }
        AcquiredIdentity acquired = BeforeChild.prepare(this::acquire);
        RoleCredentials first = BeforeChild.prepare(() -> acquired.source().fetch());
        CredentialEnvironment environment = new CredentialEnvironment(toolbox.environment());
        if (plainKeys || !first.temporary()) {
            // SDKs take no long-term keys from an endpoint, and there is nothing to renew.
            return start(environment.withKeys(first, acquired.childRegion()));
        }
        return runWithEndpoint(acquired, first, environment);
    }

    private AcquiredIdentity acquire() {
        if (identity.role().request().isEmpty() && !toolbox.terminal().interactive()) {
            throw new Problem.Usage("no role is given", "use --profile, or --account-id and --role-name", null);
        }
        return AcquiredIdentity.find(Acquisition.of(toolbox, identity).orChoose());
    }

    private int runWithEndpoint(AcquiredIdentity acquired, RoleCredentials first, CredentialEnvironment environment) {
        Path signIns = SignIn.directory(toolbox.environment());
        ChildCredentials.World world = new ChildCredentials.World(
                toolbox.clock(), toolbox.random(), () -> DirectoryStamp.of(signIns), this::noteBesideChild);
        try (ChildCredentials credentials = BeforeChild.prepare(() -> ChildCredentials.open(
                        new ChildCredentials.Kind(acquired.source(), first, acquired.role()), world));
                Unshadowed files = BeforeChild.prepare(() -> Unshadowed.where(toolbox))) {
            Map<String, String> variables =
                    environment.withEndpoint(credentials.endpoint(), credentials.token(), acquired.childRegion());
            variables.putAll(files.variables());
            return start(variables);
        }
    }

    private int start(Map<String, String> environment) {
        toolbox.terminal().err().flush();
        return new ChildProcess(toolbox.environment().system()).run(command, environment);
    }

    private void noteBesideChild(String line) {
        Terminal terminal = toolbox.terminal();
        terminal.note(line);
        terminal.err().flush();
    }

    /** Config files for the child where its own would shadow the endpoint; nothing where they would not. */
    private record Unshadowed(@Nullable UnshadowedFiles files) implements AutoCloseable {

        static Unshadowed where(Toolbox tools) {
            if (!ShadowingDefault.exists(tools.profiles())) {
                return new Unshadowed(null);
            }
            tools.terminal()
                    .note(
                            "the [default] profile contains credentials: the command gets a copy of your AWS files without them");
            return new Unshadowed(UnshadowedFiles.write(
                    tools.profiles(), tools.environment(), tools.clock().instant()));
        }

        Map<String, String> variables() {
            return files == null ? Map.of() : files.variables();
        }

        @Override
        public void close() {
            if (files != null) {
                files.close();
            }
        }
    }
}
