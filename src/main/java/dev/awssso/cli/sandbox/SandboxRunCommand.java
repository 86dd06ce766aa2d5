package dev.awssso.cli.sandbox;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.ProcessSignals;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.run.ShellQuote;
import dev.awssso.sandbox.SandboxOptions;
import dev.awssso.sandbox.SandboxServer;
import dev.awssso.sandbox.UserKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the sandbox until it is stopped. */
@picocli.CommandLine.Command(
        description = "Run a local IAM Identity Center, STS and console sign-in, for trials and tests without AWS. "
                + "Prints the commands that make a shell use it.",
        footer = {"", "Example: aws-sso sandbox run --port 4150 --auto-approve"})
public final class SandboxRunCommand implements Command {

    private static final String USER_ACCOUNT = "111111111111";
    // What no shell takes for anything but itself; so the lines can be read by what is no shell, too.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    private final Toolbox toolbox;

    @Mixin
    private final SandboxOptionGroup options = new SandboxOptionGroup();

    @Mixin
    private final SandboxListeningGroup listening = new SandboxListeningGroup();

    @Mixin
    private final SandboxOutputGroup output = new SandboxOutputGroup();

    @Mixin
    private final SandboxFaultGroup faults = new SandboxFaultGroup();

    @Option(
            names = "--iam-user",
            paramLabel = "NAME",
            description = "Create an IAM user in account " + USER_ACCOUNT + " and also print its access key.")
    private @Nullable String iamUser;

    public SandboxRunCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** Ends with 130 on Ctrl-C, and with 0 on SIGTERM or when the thread is interrupted. */
    @Override
    public int run() {
        SandboxOptions chosen = options.read().listening(listening.read()).stateFile(output.stateFile());
        output.check();
        BlockingQueue<String> signals = new ArrayBlockingQueue<>(1);
        ProcessSignals registration = ProcessSignals.receive(List.of("INT", "TERM"), signals::offer);
        try (SandboxServer server = start(chosen)) {
            faults.plan(server.controls());
            announce(server, output.write(server, chosen.region(), toolbox));
            int code = wait(signals).code();
            output.clear(server, toolbox);
            return code;
        } finally {
            registration.close();
        }
    }

    private static ExitCode wait(BlockingQueue<String> signals) {
        try {
            return signals.take().equals("INT") ? ExitCode.INTERRUPTED : ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    private SandboxServer start(SandboxOptions chosen) {
        try {
            return SandboxServer.start(chosen, toolbox.clock(), toolbox.random(), toolbox.sleeper());
        } catch (IOException e) {
            throw new Problem.Server(
                    "cannot start the sandbox on port " + options.port(),
                    String.valueOf(e.getMessage()) + "; use --port 0 for any free port",
                    null,
                    e);
        }
    }

    private void announce(SandboxServer server, Map<String, String> variables) {
        Terminal terminal = toolbox.terminal();
        variables.forEach((name, value) -> terminal.payload(assignment(name, value)));
        if (iamUser != null) {
            UserKeys keys = server.controls().createUser(USER_ACCOUNT, iamUser);
            terminal.payload("export AWS_ACCESS_KEY_ID=" + keys.accessKeyId());
            terminal.payload("export AWS_SECRET_ACCESS_KEY=" + keys.secretAccessKey());
        }
        terminal.out().flush();
        terminal.note("sandbox ready at " + server.url() + " (control key " + server.controlKey() + ")");
        terminal.err().flush();
    }

    private static String assignment(String name, String value) {
        return PLAIN.matcher(value).matches()
                ? "export " + name + "=" + value
                : ShellQuote.POSIX.assignment(name, value);
    }
}
