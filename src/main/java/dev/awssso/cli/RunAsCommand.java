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
        description = {
            "Run a command as an account and role, without a shell. Its credentials come from a private local "
                    + "endpoint and are renewed while it runs. Exits with the command's exit code; "
                    + "125 if it was not started, 126 if it cannot be executed, 127 if it was not found.",
            "Without a command, on a terminal: start your shell, with AWS_SSO_ACCOUNT_ID, AWS_SSO_ACCOUNT_NAME, "
                    + "AWS_SSO_ROLE_NAME and AWS_SSO_PROFILE for its prompt, and AWS_SSO_EXPIRES with --env. "
                    + "Without a role, on a terminal: choose one."
        },
        footer = {
            "",
            "The options of run-as end at the first word that is not one of them, or at --.",
            "",
            "Example: aws-sso run-as --account-id 123456789012 --role-name Developer"
                    + " aws sts get-caller-identity --region eu-west-1"
        })
public final class RunAsCommand implements Command {

    @Option(names = "--env", description = "Put access keys into the environment; they are not renewed.")
    private boolean plainKeys;

    @Option(names = "--nested", description = "Start a shell even inside a shell that run-as has started.")
    private boolean nested;

    @Option(
            names = "--use-environment",
            description = "Without a role, use the credentials of the environment, as the SDKs do, and do not ask for"
                    + " a role.")
    private boolean useEnvironment;

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    @Parameters(
            paramLabel = "CMD ARG",
            arity = "0..*",
            description = "The command and its arguments; without one, your shell is started.")
    private List<String> command = List.of();

    private Map<String, String> prompt = Map.of();

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
        boolean roleNamed = !identity.role().request().isEmpty();
        boolean shell = command.isEmpty();
        refuse(shell, roleNamed);
        Acquisition acquisition = Acquisition.of(toolbox, identity);
        Acquisition wanted = useEnvironment ? acquisition : acquisition.choosingFirst();
        AcquiredIdentity acquired = BeforeChild.prepare(() -> AcquiredIdentity.find(wanted));
        RoleCredentials first = BeforeChild.prepare(() -> acquired.source().fetch());
        // SDKs take no long-term keys from an endpoint, and there is nothing to renew.
        boolean keys = plainKeys || !first.temporary();
        if (shell) {
            command = InteractiveShell.command(toolbox.environment());
            prompt = BeforeChild.prepare(() -> new InteractiveShell(wanted, acquired).variables(first, keys));
        }
        CredentialEnvironment environment = new CredentialEnvironment(toolbox.environment());
        return keys
                ? start(environment.withKeys(first, acquired.childRegion()))
                : runWithEndpoint(acquired, first, environment);
    }

    private void refuse(boolean shell, boolean roleNamed) {
        boolean person = toolbox.terminal().interactive();
        if (shell && !person) {
            throw new Problem.Usage(
                    "no command to run",
                    "a shell is started only on a terminal; write a command after the options: aws-sso run-as [OPTIONS]"
                            + " COMMAND [ARGUMENT...]",
                    null);
        }
        if (shell && !nested) {
            InteractiveShell.refuseNested(toolbox.environment());
        }
        if (roleNamed && useEnvironment) {
            throw new Problem.Usage(
                    "--use-environment cannot be used together with a role", "remove one of them", null);
        }
        if (!roleNamed && !useEnvironment && !person) {
            throw new Problem.Usage("no role is given", "use --profile, or --account-id and --role-name", null);
        }
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
        environment.putAll(prompt);
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
                    .note("the [default] profile contains credentials: the command gets a copy of your AWS files"
                            + " without them");
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
