package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import dev.awssso.run.ChildProcess;
import dev.awssso.run.CredentialEnvironment;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runas}: shell text with the acquired identity's keys in its environment. */
@CommandLine.Command(
        description = "Run a shell command line with the credentials in its environment. "
                + "Exits with its exit code, or 125 if it was not started.",
        footer = {
            "",
            "Example: aws-sso runas --account-id 123456789012 --role-name Developer --region eu-west-1"
                    + " --command 'aws sts get-caller-identity | grep Arn'"
        })
public final class RunAsShellCommand implements Command {

    @Option(
            names = {"--command", "-c"},
            required = true,
            paramLabel = "TEXT",
            description = "The command line, run by /bin/sh -c, on Windows by cmd /c.")
    private String command = "";

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    private final Toolbox toolbox;

    public RunAsShellCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        List<String> words = ChildProcess.shell(command, toolbox.environment().system());
        Map<String, String> environment = BeforeChild.prepare(this::environment);
        toolbox.terminal().err().flush();
        return new ChildProcess(toolbox.environment().system()).run(words, environment);
    }

    private Map<String, String> environment() {
        if (command.isBlank()) {
            throw new Problem.Usage("--command is empty", null, null);
        }
        AcquiredIdentity acquired = AcquiredIdentity.find(Acquisition.of(toolbox, identity));
        RoleCredentials credentials = acquired.source().fetch();
        return new CredentialEnvironment(toolbox.environment()).withKeys(credentials, acquired.childRegion());
    }
}
