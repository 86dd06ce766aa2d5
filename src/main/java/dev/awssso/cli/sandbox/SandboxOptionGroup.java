package dev.awssso.cli.sandbox;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.sandbox.Approval;
import dev.awssso.sandbox.Behaviour;
import dev.awssso.sandbox.DirectoryFile;
import dev.awssso.sandbox.Lifetimes;
import dev.awssso.sandbox.SandboxDirectory;
import dev.awssso.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the sandbox behaves, as options. */
final class SandboxOptionGroup {

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on. Default: any free port.")
    private int port;

    @Option(names = "--accounts", paramLabel = "N", description = "The number of accounts. Default: 3.")
    private @Nullable Integer accounts;

    @Option(
            names = "--roles",
            paramLabel = "N",
            description = "The number of roles of each account after the third. Default: 4.")
    private @Nullable Integer roles;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of the instance; its prefix selects the partition. Default: us-east-1.")
    private String region = SandboxOptions.DEFAULT.region();

    @Option(
            names = "--start-url",
            paramLabel = "URL",
            description = "An additional start URL of the instance. May be repeated. Default: any https URL.")
    private List<String> startUrls = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The user who signs in. Default: ima.user@example.com.")
    private @Nullable String user;

    @Option(
            names = "--directory",
            paramLabel = "FILE",
            description = "A JSON or YAML file with users, groups, accounts, permission sets and assignments.")
    private @Nullable Path directory;

    @Option(
            names = "--auto-approve",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "USER",
            description = "Approve every sign-in without a browser, as this user. Default: the first user.")
    private @Nullable String autoApprove;

    @Option(names = "--deny", description = "Deny every sign-in.")
    private boolean deny;

    @Option(
            names = "--pending-polls",
            paramLabel = "N",
            description = "With --auto-approve or --deny: the number of polls that stay pending first.")
    private int pendingPolls;

    @Option(
            names = "--token-lifetime",
            paramLabel = "TIME",
            description = "The lifetime of access tokens, such as 90s, 15m, 8h. Default: 1h, without scopes 8h.")
    private @Nullable String tokenLifetime;

    @Option(
            names = "--session-lifetime",
            paramLabel = "TIME",
            description = "The lifetime of refresh tokens, from the sign-in. Default: 7d.")
    private @Nullable String sessionLifetime;

    @Option(
            names = "--registration-lifetime",
            paramLabel = "TIME",
            description = "The lifetime of client registrations. Default: 90d.")
    private @Nullable String registrationLifetime;

    @Option(
            names = "--role-lifetime",
            paramLabel = "TIME",
            description = "The lifetime of role credentials. Default: 1h.")
    private @Nullable String roleLifetime;

    @Option(
            names = "--calls-per-second",
            paramLabel = "N",
            description = "The portal's limit of calls per second; 0 for none. Default: 20, like AWS.")
    private int callsPerSecond = Behaviour.AWS.callsPerSecond();

    @Option(names = "--latency", paramLabel = "TIME", description = "Wait this long before each answer, such as 200ms.")
    private @Nullable String latency;

    @Option(names = "--rotate-refresh-tokens", description = "Issue a new refresh token with each refresh.")
    private boolean rotateRefreshTokens;

    @Option(
            names = "--canary",
            paramLabel = "TEXT",
            description = "A text that every secret contains, for tests that search output and logs for secrets.")
    private String canary = Behaviour.AWS.canary();

    /** The port, checked. */
    int port() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Problem.Usage("invalid --port " + port + ": use 0 to 65535", null, null);
        }
        return port;
    }

    SandboxOptions read() {
        if (autoApprove != null && deny) {
            throw new Problem.Usage("--auto-approve and --deny cannot be used together", null, null);
        }
        if (directory != null && (accounts != null || roles != null || user != null)) {
            throw new Problem.Usage(
                    "--directory cannot be used together with --accounts, --roles or --user",
                    "the file defines accounts, roles and users",
                    null);
        }
        try {
            SandboxOptions usual = SandboxOptions.DEFAULT;
            SandboxOptions options = usual.port(port())
                    .region(region)
                    .user(user == null ? usual.user() : user)
                    .directory(
                            accounts == null ? usual.accounts() : accounts,
                            roles == null ? usual.rolesPerAccount() : roles);
            SandboxDirectory own = directory == null ? null : file(directory);
            Duration session = own == null ? null : own.portalSession();
            Behaviour behaviour = behaviour(session == null ? Lifetimes.AWS.session() : session);
            requireApprover(own == null ? List.of(options.user()) : own.userNames());
            return (own == null ? options : options.directory(own)).behaviour(behaviour);
        } catch (IllegalArgumentException e) {
            throw new Problem.Usage(String.valueOf(e.getMessage()), null, null, e);
        }
    }

    private void requireApprover(List<String> users) {
        if (autoApprove != null && !autoApprove.isEmpty() && !users.contains(autoApprove)) {
            throw new Problem.Usage(
                    "--auto-approve: user " + ForeignText.clean(autoApprove) + " does not exist",
                    users.size() > 10 ? null : "use one of " + String.join(", ", users),
                    null);
        }
    }

    private static SandboxDirectory file(Path file) {
        try {
            return DirectoryFile.read(file);
        } catch (IllegalArgumentException e) {
            throw new Problem.LocalFile(
                    "cannot use the directory file " + file,
                    ForeignText.clean(String.valueOf(e.getMessage())),
                    null,
                    e);
        } catch (IOException e) {
            throw new Problem.LocalFile(
                    "cannot read the directory file " + file, e.getClass().getSimpleName(), null, e);
        }
    }

    private Behaviour behaviour(Duration session) {
        return Behaviour.AWS
                .startUrls(startUrls)
                .approval(approval())
                .lifetimes(lifetimes(session))
                .callsPerSecond(callsPerSecond)
                .latency(time("--latency", latency, Duration.ZERO))
                .rotatesRefreshTokens(rotateRefreshTokens)
                .canary(canary);
    }

    private Approval approval() {
        Approval.By by = autoApprove == null ? Approval.By.PERSON : Approval.By.ALWAYS;
        Approval approval = Approval.BY_PERSON.by(deny ? Approval.By.NEVER : by).pendingPolls(pendingPolls);
        return autoApprove == null || autoApprove.isEmpty() ? approval : approval.user(autoApprove);
    }

    private Lifetimes lifetimes(Duration session) {
        Lifetimes usual = Lifetimes.AWS;
        Lifetimes lifetimes = usual.session(time("--session-lifetime", sessionLifetime, session))
                .registration(time("--registration-lifetime", registrationLifetime, usual.registration()))
                .role(time("--role-lifetime", roleLifetime, usual.role()));
        return tokenLifetime == null
                ? lifetimes
                : lifetimes.accessToken(time("--token-lifetime", tokenLifetime, usual.accessToken()));
    }

    // 1*DIGIT ("ms" / "s" / "m" / "h" / "d")
    private static Duration time(String option, @Nullable String text, Duration otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}(ms|s|m|h|d)")) {
            throw new Problem.Usage(
                    "invalid " + option + " \"" + text + "\"", "use a time such as 200ms, 90s, 15m, 8h or 7d", null);
        }
        long number = Long.parseLong(text.replaceAll("[a-z]", ""));
        return switch (text.replaceAll("[0-9]", "")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
