package dev.awssso.cli.completion;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script that makes a shell complete our command lines. */
@CommandLine.Command(
        description = {
            "Print the script that completes aws-sso command lines in a shell, or install it.",
            "It completes commands, options, profiles, accounts, roles and slots from files on this machine and from"
                    + " the local credentials server, and never calls AWS."
        },
        footer = {"", "Example: aws-sso completion bash --install"})
public final class CompletionCommand implements Command {

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private String shell = "";

    @Option(
            names = "--install",
            description = "Write the script into a marked block of ~/.bashrc, ~/.zshrc or"
                    + " ~/.config/fish/completions/aws-sso.fish. Run it again to update the block.")
    private boolean install;

    @Option(names = "--uninstall", description = "Remove the marked block.")
    private boolean uninstall;

    private final Toolbox toolbox;

    public CompletionCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        if (install && uninstall) {
            throw new Problem.Usage("--install and --uninstall cannot be used together", null, null);
        }
        CompletionShell chosen = CompletionShell.of(shell);
        if (!install && !uninstall) {
            toolbox.terminal().out().print(chosen.script());
            return ExitCode.DONE.code();
        }
        Path file = chosen.startFile(toolbox.environment()).toAbsolutePath();
        ScriptBlock block = new ScriptBlock(file, toolbox.environment(), toolbox.sleeper());
        boolean changed = install ? block.install(chosen.script()) : block.remove();
        toolbox.terminal().note(told(file, changed));
        return ExitCode.DONE.code();
    }

    private String told(Path file, boolean changed) {
        if (install) {
            return changed
                    ? "completion for " + shell + " is installed in " + file + "; it works in new shells"
                    : file + " is already up to date";
        }
        return changed
                ? "completion for " + shell + " is removed from " + file
                : file + " has no completion of aws-sso";
    }
}
