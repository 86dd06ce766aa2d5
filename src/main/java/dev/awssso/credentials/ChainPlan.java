package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import dev.awssso.roles.Partition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to make of starting credentials: GetSessionToken, or GetFederationToken, then role after role. A plan that
 * cannot work is refused when it is made or {@link #check}ed, before the first call.
 *
 * @param hops the roles to assume, in order
 * @param sessionToken {@code --get-session-token}
 * @param federationToken {@code --get-federation-token}
 * @param sessionName {@code --role-session-name}; null for the signed-in person's name
 * @param duration {@code --duration}; null for STS's default
 * @param policies what to narrow the permissions by
 * @param mfaSerial {@code --serial-number}; null for no second factor
 */
public record ChainPlan(
        List<Hop> hops,
        boolean sessionToken,
        boolean federationToken,
        @Nullable String sessionName,
        @Nullable Duration duration,
        SecurityTokenService.Policies policies,
        @Nullable String mfaSerial) {

    /** The starting credentials as they are. */
    public static final ChainPlan NONE =
            new ChainPlan(List.of(), false, false, null, null, SecurityTokenService.Policies.NONE, null);

    // STS API Reference: AssumeRole 900 to 43200 s, the other two to 129600 s; a role session's role one hour.
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_ROLE = Duration.ofHours(12);
    private static final Duration LONGEST_TOKEN = Duration.ofHours(36);
    private static final Duration LONGEST_CHAINED = Duration.ofHours(1);

    public ChainPlan {
        hops = List.copyOf(hops);
        if (federationToken && (sessionToken || !hops.isEmpty())) {
            throw new Problem.Usage(
                    "--get-federation-token cannot be used together with --get-session-token or --assume-roles",
                    "its credentials can call no STS operation except GetCallerIdentity",
                    null);
        }
        if (sessionName != null) {
            if (federationToken) {
                SessionName.checkedFederated("--role-session-name", sessionName);
            } else {
                SessionName.checked("--role-session-name", sessionName);
            }
        }
        if (duration != null) {
            Duration longest = sessionToken || federationToken ? LONGEST_TOKEN : LONGEST_ROLE;
            requireBetween("--duration", duration, longest);
        }
    }

    /** True when the result is the starting credentials. */
    public boolean isEmpty() {
        return hops.isEmpty() && !sessionToken && !federationToken;
    }

    /** A duration of AssumeRole, or a {@link Problem.Usage}. */
    static Duration checkedDuration(String name, Duration duration) {
        requireBetween(name, duration, LONGEST_ROLE);
        return duration;
    }

    private static void requireBetween(String name, Duration duration, Duration longest) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(longest) > 0) {
            throw new Problem.Usage(
                    "invalid " + name + ": use " + SHORTEST.toSeconds() + " to " + longest.toSeconds() + " seconds",
                    null,
                    null);
        }
    }

    /**
     * Refuses what AWS would refuse, as far as the start and the region tell.
     *
     * @param start the kind of the starting credentials
     * @throws Problem.Usage for a role of another partition, or a duration over an hour from a role session
     */
    public void check(Origin start, String region) {
        Partition partition = Partition.ofRegion(region);
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.role().partition() != partition) {
                throw new Problem.Usage(
                        "cannot assume " + hop.role() + position(i),
                        "it is in partition " + hop.role().partition().id() + ", and region " + region + " is in "
                                + partition.id() + "; use --region "
                                + hop.role().partition().defaultRegion(),
                        null);
            }
            boolean chained = i > 0 || (start.isRoleSession() && !sessionToken);
            Duration asked = durationOf(hop);
            if (chained && asked != null && asked.compareTo(LONGEST_CHAINED) > 0) {
                throw new Problem.Usage(
                        "cannot assume " + hop.role() + position(i) + " for " + asked.toSeconds() + " seconds",
                        "the session of a role that is assumed from another role is limited to 3600 seconds",
                        null);
            }
        }
    }

    /** How long this role's session is to last; null for STS's default. */
    @Nullable
    Duration durationOf(Hop hop) {
        // With --get-session-token the option is about that call, whose limit is another one.
        return hop.duration() != null || sessionToken ? hop.duration() : duration;
    }

    /** {@code " (role 2 of 3)"}, or nothing where there is only one. */
    String position(int index) {
        return hops.size() == 1 ? "" : " (role " + (index + 1) + " of " + hops.size() + ")";
    }
}
