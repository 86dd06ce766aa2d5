package dev.awssso.cli.sandbox;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.sandbox.SandboxServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;

/** Runs the sandbox until it is told to stop. */
@picocli.CommandLine.Command(
        description = "Run a local IAM Identity Center, STS and console sign-in to try everything without AWS.",
        footer = "aws-sso sandbox run --port 4150 --auto-approve")
public final class SandboxRunCommand implements Command {

    private final Toolbox toolbox;

    @Mixin
    private final SandboxOptionGroup options = new SandboxOptionGroup();

    public SandboxRunCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Terminal terminal = toolbox.terminal();
        try (SandboxServer server = start()) {
            server.environment().forEach((name, value) -> terminal.payload("export " + name + "=" + value));
            terminal.out().flush();
            terminal.note("sandbox ready at " + server.url());
            terminal.err().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.code();
    }

    private SandboxServer start() {
        try {
            return SandboxServer.start(options.read(), toolbox.clock(), toolbox.random(), toolbox.sleeper());
        } catch (IOException e) {
            throw new Problem.Server(
                    "cannot start the sandbox on port " + options.port(),
                    e.getMessage(),
                    "aws-sso sandbox run --port 0",
                    e);
        }
    }
}
