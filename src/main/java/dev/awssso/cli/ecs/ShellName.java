package dev.awssso.cli.ecs;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import dev.awssso.run.ShellQuote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shells as people call them. */
final class ShellName {

    private ShellName() {}

    /** The shell of the option, else the one of this environment. */
    static ShellQuote find(@Nullable String option, Environment environment) {
        if (option != null) {
            return parse(option);
        }
        if (environment.system() == OperatingSystem.WINDOWS) {
            return ShellQuote.POWERSHELL;
        }
        boolean fish =
                environment.get("SHELL").filter(path -> path.endsWith("/fish")).isPresent();
        return fish ? ShellQuote.FISH : ShellQuote.POSIX;
    }

    private static ShellQuote parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sh", "bash", "zsh", "dash", "ksh", "posix" -> ShellQuote.POSIX;
            case "fish" -> ShellQuote.FISH;
            case "powershell", "pwsh" -> ShellQuote.POWERSHELL;
            case "cmd" -> ShellQuote.CMD;
            default ->
                throw new Problem.Usage("invalid --shell: use bash, zsh, sh, fish, powershell or cmd", null, null);
        };
    }
}
