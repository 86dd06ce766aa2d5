package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.terminal.Table;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInRemedy;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code status}: where somebody is signed in, and for how long. */
@CommandLine.Command(
        description = "Show where you are signed in, until when, and whether that goes on by itself. Ends with 3 when "
                + "there is no sign-in that can be used.",
        footer = {"", "Example: aws-sso status --output json"})
final class StatusCommand implements Command {

    private static final List<String> COLUMNS =
            List.of("session", "startUrl", "region", "state", "expiresAt", "refreshable");

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    StatusCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        InstanceRequest request = instance.request();
        IdentityCenter center = toolbox.identityCenter();
        Instance only = request.isEmpty() ? null : center.instances().resolve(request);
        List<CachedSessions.Session> sessions = center.sessions().all().stream()
                .filter(session -> only == null || session.at(only))
                .sorted(Comparator.comparing(CachedSessions.Session::state)
                        .thenComparing(session -> String.valueOf(session.startUrl()))
                        .thenComparing(session -> String.valueOf(session.sessionName())))
                .toList();
        output.print(
                toolbox.terminal(),
                new Table(COLUMNS, sessions.stream().map(StatusCommand::row).toList()));
        if (sessions.stream().allMatch(session -> session.state() == CachedSessions.State.EXPIRED)) {
            throw new Problem.SignIn(
                    sessions.isEmpty() ? "nobody is signed in" : "every sign-in has expired",
                    null,
                    only == null ? "aws-sso login" : SignInRemedy.login(only));
        }
        return ExitCode.DONE.code();
    }

    private static JsonObject row(CachedSessions.Session session) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("session", session.sessionName());
        members.put("startUrl", session.startUrl());
        members.put("region", session.region());
        members.put("state", session.state().name().toLowerCase(Locale.ROOT));
        members.put("expiresAt", Timestamps.format(session.expiresAt()));
        members.put("refreshable", session.refreshable());
        return JsonObject.of(members);
    }
}
