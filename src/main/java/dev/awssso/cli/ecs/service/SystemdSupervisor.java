package dev.awssso.cli.ecs.service;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ExternalTool;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A user's systemd. It cannot be asked without a session, as in {@code sudo}, in a container or over some SSH
 * connections; then the definition is written, and the person is told what to run in a session.
 */
final class SystemdSupervisor implements Supervisor {

    private static final String START =
            "systemctl --user daemon-reload && systemctl --user enable --now " + SystemdUnit.NAME;
    private static final String LOG = "journalctl --user -u " + SystemdUnit.NAME;

    private final Notes notes;
    private final ExternalTool systemctl;
    private final Path configuration;
    private final DefinitionFile unit;

    SystemdSupervisor(Environment environment, Notes notes) {
        this.notes = notes;
        this.systemctl = new ExternalTool("systemctl", environment);
        this.configuration =
                Objects.requireNonNull(environment.configDirectory().getParent(), "below the home directory");
        this.unit = new DefinitionFile(
                configuration.resolve("systemd").resolve("user").resolve(SystemdUnit.NAME), SystemdUnit.MARK);
    }

    @Override
    public void install(ServiceDefinition service) {
        boolean changed = unit.write(SystemdUnit.text(service));
        notes.note((changed ? "wrote " : "nothing to change in ") + unit.path());
        Optional<String> unreachable = unreachable();
        if (unreachable.isPresent()) {
            notes.note("the service was not started: " + unreachable.get() + "; in a session of yours run: " + START);
            return;
        }
        must("daemon-reload");
        must("enable", SystemdUnit.NAME);
        // A server that runs already keeps its slots, unless it is to run in another way.
        must(changed ? "restart" : "start", SystemdUnit.NAME);
        notes.note("the credentials server runs as a service, and is started at each login; its messages: " + LOG);
    }

    @Override
    public void uninstall() {
        boolean present = unit.ours().isPresent();
        boolean linked = Files.isSymbolicLink(link());
        if (!present && !linked) {
            notes.note("the service is not installed");
            return;
        }
        Optional<String> unreachable = unreachable();
        if (unreachable.isEmpty()) {
            systemctl("disable", "--now", SystemdUnit.NAME);
        }
        unit.delete();
        removeLink();
        DefinitionFile.removeEmpty(link().getParent(), configuration);
        DefinitionFile.removeEmpty(unit.path().getParent(), configuration);
        if (unreachable.isEmpty()) {
            systemctl("daemon-reload");
            systemctl("reset-failed", SystemdUnit.NAME);
        }
        notes.note("removed " + unit.path());
        unreachable.ifPresent(why -> notes.note("a server that runs was not ended: " + why
                + "; in a session of yours run: systemctl --user stop " + SystemdUnit.NAME));
    }

    @Override
    public State state() {
        boolean installed = unit.exists();
        Optional<String> unreachable = unreachable();
        if (unreachable.isPresent()) {
            return new State(unit.path(), installed, null, null, unreachable.get());
        }
        boolean enabled = done("is-enabled", SystemdUnit.NAME);
        boolean running = done("is-active", SystemdUnit.NAME);
        return new State(unit.path(), installed, enabled, running, "");
    }

    // systemctl prints a line of its own about a missing bus, which differs from release to release.
    private Optional<String> unreachable() {
        return systemctl
                .run("--user", "show-environment")
                .map(result -> result.done()
                        ? Optional.<String>empty()
                        : Optional.of("your systemd cannot be reached (" + result.firstLine() + ")"))
                .orElse(Optional.of("systemctl is not installed"));
    }

    private boolean done(String... words) {
        return systemctl(words).filter(ExternalTool.Result::done).isPresent();
    }

    private Optional<ExternalTool.Result> systemctl(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "--user";
        System.arraycopy(words, 0, all, 1, words.length);
        return systemctl.run(all);
    }

    private void must(String... words) {
        Optional<ExternalTool.Result> result = systemctl(words);
        if (result.filter(ExternalTool.Result::done).isEmpty()) {
            throw new Problem.Server(
                    "the service does not start",
                    result.map(ExternalTool.Result::firstLine).orElse("systemctl cannot be run") + "; its messages: "
                            + LOG,
                    null,
                    null);
        }
    }

    // What "enable" makes for the WantedBy of the unit.
    private Path link() {
        return configuration
                .resolve("systemd")
                .resolve("user")
                .resolve("default.target.wants")
                .resolve(SystemdUnit.NAME);
    }

    private void removeLink() {
        try {
            if (Files.isSymbolicLink(link())) {
                Files.delete(link());
            }
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot remove " + link(), PrivateFiles.reason(e), null, e);
        }
    }
}
