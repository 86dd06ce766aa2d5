package dev.awssso.cli.options;

import dev.awssso.credentials.ChainPlan;
import dev.awssso.credentials.Hop;
import dev.awssso.credentials.HopList;
import dev.awssso.credentials.SecurityTokenService.Policies;
import dev.awssso.platform.LocalReference;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about what is made of the starting credentials; a {@link ChainPlan} comes out. */
public final class ChainOptions {

    @Option(
            names = "--assume-roles",
            paramLabel = "ARN...|JSON|file://PATH",
            description = "Roles to assume one after the other: ARNs separated by commas or spaces, or a JSON list "
                    + "of ARNs and of objects with roleArn, externalId, sessionName, durationSeconds.")
    private @Nullable String assumeRoles;

    @Option(
            names = "--role-session-name",
            paramLabel = "NAME",
            description = "The name of the role sessions. Default: the name of the signed-in user.")
    private @Nullable String sessionName;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "How long the credentials or the console session are valid: 3600, 60m or 1h.")
    private @Nullable String duration;

    @Option(
            names = "--external-id",
            paramLabel = "ID",
            description = "The external id that the trust policies of the roles require.")
    private @Nullable String externalId;

    @Option(
            names = "--get-session-token",
            description = "First get temporary credentials for the long-term keys of an IAM user.")
    private boolean sessionToken;

    @Option(
            names = "--get-federation-token",
            description = "Get a federated session for the long-term keys of an IAM user, for the console.")
    private boolean federationToken;

    @Option(
            names = "--policy-arn",
            paramLabel = "ARN",
            description = "A managed policy that limits the permissions. May be repeated, up to ten times.")
    private List<String> policyArns = List.of();

    @Option(
            names = "--policy",
            paramLabel = "JSON|file://PATH",
            description = "A policy document that limits the permissions.")
    private @Nullable String policy;

    @Option(
            names = "--serial-number",
            paramLabel = "DEVICE",
            description = "The serial number or ARN of the MFA device. Its code is asked for, or read from stdin.")
    private @Nullable String serialNumber;

    @Option(
            names = "--token-code",
            paramLabel = "CODE",
            description = "The code of the MFA device; it can be used once.")
    private @Nullable String tokenCode;

    /**
     * The plan.
     *
     * @throws Problem.Usage for what cannot be
     */
    public ChainPlan plan() {
        return plan(duration().orElse(null));
    }

    /** The plan of the console, where {@code --duration} is about its session unless only STS can limit that. */
    public ChainPlan planForConsole() {
        return plan(federationToken ? duration().orElse(null) : null);
    }

    private ChainPlan plan(@Nullable Duration length) {
        if (tokenCode != null && serialNumber == null) {
            throw new Problem.Usage("--serial-number is required with --token-code", null, null);
        }
        return new ChainPlan(
                hops(),
                sessionToken,
                federationToken,
                sessionName,
                length,
                new Policies(policy == null ? null : LocalReference.resolve("--policy", policy), arns()),
                serialNumber);
    }

    private List<Hop> hops() {
        if (assumeRoles == null) {
            return List.of();
        }
        return HopList.parse(assumeRoles).stream()
                .map(hop -> hop.externalId() != null || externalId == null
                        ? hop
                        : new Hop(hop.role(), externalId, hop.sessionName(), hop.duration()))
                .toList();
    }

    private List<String> arns() {
        return policyArns.stream()
                .flatMap(text -> Arrays.stream(text.split("[,\\s]+", -1)))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The value of {@code --duration}. */
    public Optional<Duration> duration() {
        if (duration == null) {
            return Optional.empty();
        }
        if (!duration.matches("[0-9]{1,7}[smh]?")) {
            throw new Problem.Usage(
                    "invalid --duration: use a number of seconds, such as 3600, or 60m or 1h", null, null);
        }
        char unit = duration.charAt(duration.length() - 1);
        boolean plain = Character.isDigit(unit);
        long number = Long.parseLong(plain ? duration : duration.substring(0, duration.length() - 1));
        return Optional.of(
                switch (unit) {
                    case 'h' -> Duration.ofHours(number);
                    case 'm' -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** The value of {@code --token-code}. */
    public Optional<String> tokenCode() {
        return Optional.ofNullable(tokenCode);
    }
}
