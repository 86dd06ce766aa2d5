package dev.awssso.cli.sandbox;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.sandbox.Approval;
import dev.awssso.sandbox.Behaviour;
import dev.awssso.sandbox.SandboxOptions;
import dev.awssso.sandbox.SandboxServer;
import java.io.IOException;
import java.util.Map;

/** Goes the whole way once, from no sign-in to an SDK's identity, and leaves nothing behind. */
@picocli.CommandLine.Command(
        description = "Show sign-in, load and a fetch as an SDK does it, without an AWS account. "
                + "It uses a temporary directory, which is removed at the end.",
        footer = {"", "Example: aws-sso sandbox demo"})
public final class SandboxDemoCommand implements Command {

    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "Developer";

    private final Toolbox toolbox;

    public SandboxDemoCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        try (SandboxServer sandbox = startSandbox();
                DemoStage stage = new DemoStage(
                        toolbox.terminal(),
                        toolbox.program(),
                        toolbox.environment().variables())) {
            play(sandbox, stage);
        }
        return ExitCode.DONE.code();
    }

    private void play(SandboxServer sandbox, DemoStage stage) {
        Terminal terminal = toolbox.terminal();
        stage.say("Start a local Identity Center, STS and console, like `aws-sso sandbox run`.");
        stage.export(sandbox.environment());

        stage.say("Sign in once. The sandbox approves the code, as you would do in the browser.");
        stage.run(Map.of(), "login", "--use-device-code", "--no-browser");

        stage.say(
                "Start the credentials server. It runs in the foreground; use another terminal for the next commands.");
        String url = stage.startServer("ecs", "run", "--port", "0");

        stage.say("Load a role. The server renews it automatically.");
        String address = url.replaceFirst("^http://", "").replaceFirst("/$", "");
        stage.export(Map.of("AWS_SSO_ECS_SERVER", address));
        stage.run(Map.of(), "ecs", "load", "--account", ACCOUNT, "--role", ROLE);
        terminal.err().print(stage.run(Map.of(), "ecs", "profile"));

        stage.say("Fetch the credentials as AWS SDKs do, and ask STS for the caller identity.");
        String identity =
                stage.run(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + address + "/creds"), "getcallerid");
        terminal.err().flush();
        terminal.out().print(identity);
        terminal.out().flush();
    }

    private SandboxServer startSandbox() {
        SandboxOptions options =
                SandboxOptions.DEFAULT.behaviour(Behaviour.AWS.approval(Approval.BY_PERSON.by(Approval.By.ALWAYS)));
        try {
            return SandboxServer.start(options, toolbox.clock(), toolbox.random(), toolbox.sleeper());
        } catch (IOException e) {
            throw new Problem.Server("cannot start the sandbox", e.getMessage(), null, e);
        }
    }
}
