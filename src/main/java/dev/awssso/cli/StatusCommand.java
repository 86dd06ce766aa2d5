package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.SignInProfileOption;
import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.TimeLeft;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInRemedy;
import dev.awssso.signin.SignInWish;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: where somebody is signed in, and for how long. */
@CommandLine.Command(
        description = {
            "Show your sign-ins, when they expire, and whether they are renewed automatically. Exits with 3 if there is no"
                    + " valid sign-in.",
            "Reads local files only; calls no service."
        },
        footer = {"", "Example: aws-sso status --output json"})
final class StatusCommand implements Command {

    @Option(
            names = "--check",
            paramLabel = "MINUTES",
            arity = "0..1",
            fallbackValue = "0",
            description = "Print nothing: exit with 0 if you are signed in, for at least this many minutes or with a"
                    + " sign-in that is renewed automatically, else with 3.")
    private @Nullable Integer check;

    @Mixin
    private final SignInProfileOption profile = new SignInProfileOption();

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
        IdentityCenter center = toolbox.inProfile(profile.value()).identityCenter();
        Instance only = only(center);
        List<CachedSessions.Session> sessions =
                only == null ? center.sessions().all() : center.sessions().of(only);
        if (check != null) {
            return checked(sessions, check);
        }
        List<CachedSessions.Session> sorted = sessions.stream()
                .sorted(Comparator.comparing(CachedSessions.Session::state)
                        .thenComparing(session -> String.valueOf(session.startUrl()))
                        .thenComparing(session -> String.valueOf(session.sessionName())))
                .toList();
        output.print(
                toolbox.terminal(),
                Table.of(
                        columns(toolbox.clock().instant()),
                        sorted.stream().map(StatusCommand::row).toList()));
        sorted.stream().filter(session -> !session.used()).forEach(this::tellUnused);
        Instant now = toolbox.clock().instant();
        if (sorted.stream().noneMatch(session -> session.good(now))) {
            throw new Problem.SignIn(why(sorted), null, command(center, only));
        }
        return ExitCode.DONE.code();
    }

    private int checked(List<CachedSessions.Session> sessions, int minutes) {
        if (minutes < 0) {
            throw new Problem.Usage("invalid --check: use a number of minutes", null, null);
        }
        Instant until = toolbox.clock().instant().plus(Duration.ofMinutes(minutes));
        return sessions.stream().anyMatch(session -> session.good(until))
                ? ExitCode.DONE.code()
                : ExitCode.SIGN_IN.code();
    }

    private @Nullable Instance only(IdentityCenter center) {
        InstanceRequest request = instance.request();
        return request.isEmpty()
                ? center.instances().ofProfile(request, profile.value()).orElse(null)
                : center.instances().resolve(request);
    }

    private void tellUnused(CachedSessions.Session session) {
        String file = ShellCommand.quote(session.file().toString());
        String where = session.startUrl() == null ? "" : " at " + ForeignText.clean(session.startUrl());
        toolbox.terminal()
                .note("the sign-in" + where + " in " + session.file() + " is not used by any profile or session");
        if (session.startUrl() != null && session.region() != null) {
            toolbox.terminal().line("to use it with its start URL: aws-sso importcache --accesstoken-cache " + file);
        }
        toolbox.terminal().line("to remove it: rm " + file);
    }

    private static String why(List<CachedSessions.Session> sessions) {
        List<CachedSessions.Session> used =
                sessions.stream().filter(CachedSessions.Session::used).toList();
        if (used.isEmpty()) {
            return "you are not signed in";
        }
        return used.stream().anyMatch(session -> session.state() == CachedSessions.State.REJECTED)
                ? "AWS rejected the saved sign-in"
                : "the saved sign-in has expired";
    }

    // A plain login where that finds an instance by itself.
    private static @Nullable ShellCommand command(IdentityCenter center, @Nullable Instance only) {
        if (only != null) {
            return SignInRemedy.login(only);
        }
        try {
            center.instances().ofSignIn(InstanceRequest.NONE, SignInWish.attended(), null);
            return ShellCommand.of("aws-sso", "login");
        } catch (Problem unknown) {
            return center.instances()
                    .firstKnown()
                    .map(SignInRemedy::login)
                    .orElseGet(() -> ShellCommand.of("aws-sso", "configure", "sso"));
        }
    }

    private static List<Table.Column> columns(Instant now) {
        return List.of(
                Table.Column.of("session", "SESSION").cut(Cut.END),
                Table.Column.of("startUrl", "START URL").cut(Cut.END),
                Table.Column.of("region", "REGION"),
                Table.Column.of("state", "STATE"),
                Table.Column.of("expiresAt", "EXPIRES").shownAs(row -> row.string("expiresAt")
                        .flatMap(Timestamps::parse)
                        .map(end -> TimeLeft.until(end, now))
                        .orElse(null)),
                Table.Column.of("refreshable", "RENEWS").yesOrNo(),
                // A line below the table tells of those that are not used.
                Table.Column.ofCsv("used"));
    }

    private static JsonObject row(CachedSessions.Session session) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("session", session.sessionName());
        members.put("startUrl", session.startUrl());
        members.put("region", session.region());
        members.put("state", session.state().name().toLowerCase(Locale.ROOT));
        members.put("expiresAt", Timestamps.format(session.expiresAt()));
        members.put("refreshable", session.refreshable());
        members.put("used", session.used());
        return JsonObject.of(members);
    }
}
