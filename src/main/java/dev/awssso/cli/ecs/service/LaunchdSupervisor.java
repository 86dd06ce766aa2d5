package dev.awssso.cli.ecs.service;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ExternalTool;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** A user's launchd, the supervisor of macOS. */
final class LaunchdSupervisor implements Supervisor {

    private final Notes notes;
    private final ExternalTool launchctl;
    private final ExternalTool id;
    private final DefinitionFile agent;
    private final Path log;

    LaunchdSupervisor(Environment environment, Notes notes) {
        this.notes = notes;
        this.launchctl = new ExternalTool("launchctl", environment);
        this.id = new ExternalTool("id", environment);
        Path library = environment.home().resolve("Library");
        this.agent = new DefinitionFile(
                library.resolve("LaunchAgents").resolve(LaunchAgent.LABEL + ".plist"), LaunchAgent.MARK);
        this.log = library.resolve("Logs").resolve("aws-sso-ecs.log");
    }

    @Override
    public void install(ServiceDefinition service) {
        boolean changed = agent.write(LaunchAgent.text(service, log.toString()));
        notes.note((changed ? "wrote " : "nothing to change in ") + agent.path());
        if (changed || !loaded()) {
            launchctl.run("bootout", target());
            Optional<ExternalTool.Result> result =
                    launchctl.run("bootstrap", domain(), agent.path().toString());
            if (result.filter(ExternalTool.Result::done).isEmpty()) {
                throw new Problem.Server(
                        "the service does not start",
                        result.map(ExternalTool.Result::firstLine).orElse("launchctl cannot be run")
                                + "; its messages: " + log,
                        null,
                        null);
            }
        }
        notes.note("the credentials server runs as a service, and is started at each login; its messages: " + log);
    }

    @Override
    public void uninstall() {
        if (agent.ours().isEmpty()) {
            notes.note("the service is not installed");
            return;
        }
        launchctl.run("bootout", target());
        agent.delete();
        new DefinitionFile(log, "").delete();
        notes.note("removed " + agent.path());
    }

    @Override
    public State state() {
        Optional<ExternalTool.Result> told = launchctl.run("print", target());
        if (told.isEmpty()) {
            return new State(agent.path(), agent.exists(), null, null, "launchctl is not installed");
        }
        boolean loaded = told.get().done();
        boolean running = loaded && told.get().text().contains("state = running");
        return new State(agent.path(), agent.exists(), loaded, running, "");
    }

    private boolean loaded() {
        return launchctl
                .run("print", target())
                .filter(ExternalTool.Result::done)
                .isPresent();
    }

    private String target() {
        return domain() + "/" + LaunchAgent.LABEL;
    }

    private String domain() {
        return "gui/" + id.run("-u").map(ExternalTool.Result::firstLine).orElse("");
    }
}
