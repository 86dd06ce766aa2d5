package dev.awssso.doctor;

import dev.awssso.platform.Installation;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Java that the launcher found, and the start-up archives without which each command starts slower. */
final class InstallationChecks {

    private static final Duration LONGEST_MAKING = Duration.ofMinutes(2).plusSeconds(10);
    private static final String COMMANDS = "-commands.jsa";

    private final Installation installation;
    private boolean made;

    InstallationChecks(Installation installation) {
        this.installation = installation;
    }

    List<Finding> runtime(String check) {
        return List.of(Finding.ok(check, "runs on " + installation.runtime()));
    }

    List<Finding> archives(String check) {
        Path script = script();
        String archive = installation.archive();
        if (script == null || archive == null) {
            return List.of(Finding.ok(check, "not checked: this program was not started by its launcher"));
        }
        if (made) {
            return List.of(Finding.ok(check, "the start-up archives were made; the next command uses them"));
        }
        if (archive.isEmpty()) {
            return List.of(
                    Finding.warning(check, "no start-up archive fits: commands take up to twice as long", fix(script)));
        }
        boolean server = Files.exists(Path.of(archive.replace(COMMANDS, "-server.jsa")));
        return List.of(
                server
                        ? Finding.ok(check, "the start-up archives fit this Java and this folder")
                        : Finding.warning(check, "the server has no start-up archive", fix(script)));
    }

    private static String fix(Path script) {
        return ShellCommand.quote(script.toString());
    }

    private @Nullable Path script() {
        Path launcher = installation.launcher();
        Path folder = launcher == null ? null : launcher.getParent();
        Path home = folder == null ? null : folder.getParent();
        Path script = home == null ? null : home.resolve("lib").resolve("make-archives");
        return script != null && Files.isExecutable(script) ? script : null;
    }

    /** Makes the archives where they are missing, which takes some ten seconds; true when it did. */
    boolean mend() {
        Path script = script();
        boolean missing = archives("").stream().anyMatch(finding -> finding.verdict() != Verdict.OK);
        if (script == null || !missing) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(script.toString())
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(LONGEST_MAKING.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroy();
            }
            made = ended && process.exitValue() == 0;
        } catch (IOException e) {
            made = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            made = false;
        }
        return made;
    }
}
