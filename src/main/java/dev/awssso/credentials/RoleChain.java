package dev.awssso.credentials;

import dev.awssso.credentials.SecurityTokenService.AssumeRole;
import dev.awssso.credentials.SecurityTokenService.ExpiredKeys;
import dev.awssso.credentials.SecurityTokenService.FederationToken;
import dev.awssso.credentials.SecurityTokenService.Mfa;
import dev.awssso.credentials.SecurityTokenService.Policies;
import dev.awssso.problem.Problem;
import dev.awssso.roles.Partition;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starting credentials and what is made of them, in this order: GetSessionToken, GetFederationToken, role after role.
 * All calls go to one region. Each {@link #fetch} does all of it again, so that the result lives as long as it can.
 */
public final class RoleChain implements CredentialSource {

    private final StartingPoint start;
    private final ChainPlan plan;
    private final String region;
    private final Supplier<SecurityTokenService> sts;
    private final TokenCodes tokenCodes;

    /**
     * @param region for all calls
     * @throws Problem.Usage when the plan cannot work from there
     */
    public RoleChain(
            StartingPoint start,
            ChainPlan plan,
            String region,
            Supplier<SecurityTokenService> sts,
            TokenCodes tokenCodes) {
        plan.check(start.origin(), region);
        this.start = start;
        this.plan = plan;
        this.region = region;
        this.sts = sts;
        this.tokenCodes = tokenCodes;
    }

    /** The kind of what {@link #fetch} brings. */
    public Origin origin() {
        if (plan.federationToken()) {
            return Origin.FEDERATION_TOKEN;
        }
        if (plan.hops().isEmpty()) {
            return plan.sessionToken() ? Origin.SESSION_TOKEN : start.origin();
        }
        boolean longTerm = start.origin() == Origin.LONG_TERM_KEYS && !plan.sessionToken();
        return plan.hops().size() == 1 && longTerm ? Origin.ASSUMED_WITH_LONG_TERM_KEYS : Origin.ASSUMED_FROM_SESSION;
    }

    @Override
    public RoleCredentials fetch() {
        if (plan.isEmpty()) {
            return start.source().fetch();
        }
        try {
            return follow(start.source().fetch());
        } catch (ExpiredKeys first) {
            return again(first);
        }
    }

    // Once: what was fetched may have come from a cache of its source and have ended meanwhile.
    private RoleCredentials again(ExpiredKeys first) {
        if (!start.renewable()) {
            throw expired(first);
        }
        try {
            return follow(start.source().fetch());
        } catch (ExpiredKeys second) {
            throw expired(second);
        }
    }

    private Problem expired(ExpiredKeys cause) {
        return new Problem.SignIn("the credentials of " + start.description() + " have expired", null, null, cause);
    }

    private RoleCredentials follow(RoleCredentials from) {
        RoleCredentials keys = from;
        boolean mfaWanted = plan.mfaSerial() != null;
        if (plan.sessionToken()) {
            requireLongTerm(keys, "--get-session-token");
            keys = sts.get().sessionToken(keys, region, plan.duration(), mfa());
            mfaWanted = false;
        }
        if (plan.federationToken()) {
            requireLongTerm(keys, "--get-federation-token");
            return sts.get()
                    .federationToken(
                            keys,
                            region,
                            new FederationToken(federatedName(keys), plan.duration(), federatedPolicies()));
        }
        String name = sessionName(keys);
        List<Hop> hops = plan.hops();
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            keys = sts.get()
                    .assumeRole(
                            keys,
                            region,
                            new AssumeRole(
                                    "cannot assume " + hop.role() + plan.position(i),
                                    hop.role(),
                                    hop.sessionName() == null ? name : hop.sessionName(),
                                    plan.durationOf(hop),
                                    hop.externalId(),
                                    // A policy narrows the last session; on the way it would bar the next role.
                                    i == hops.size() - 1 ? plan.policies() : Policies.NONE,
                                    // A code is good once.
                                    mfaWanted && i == 0 ? mfa() : null));
        }
        return keys;
    }

    private void requireLongTerm(RoleCredentials keys, String option) {
        if (keys.temporary()) {
            throw new Problem.Usage(
                    option + " requires long-term keys of an IAM user",
                    start.description() + " has temporary credentials",
                    null);
        }
    }

    private @Nullable Mfa mfa() {
        String serial = plan.mfaSerial();
        return serial == null ? null : new Mfa(serial, tokenCodes.code(serial));
    }

    private String sessionName(RoleCredentials keys) {
        if (plan.sessionName() != null) {
            return plan.sessionName();
        }
        boolean needed = plan.federationToken() || plan.hops().stream().anyMatch(hop -> hop.sessionName() == null);
        return needed ? callersName(keys) : SessionName.FALLBACK;
    }

    // The person's own name in CloudTrail; a principal that may not even ask who it is gets the program's name.
    private String callersName(RoleCredentials keys) {
        try {
            return SessionName.ofCaller(sts.get().callerIdentity(keys, region));
        } catch (Problem.Refused refused) {
            return SessionName.FALLBACK;
        }
    }

    private String federatedName(RoleCredentials keys) {
        return SessionName.federated(sessionName(keys));
    }

    // Without any policy a federated user may do nothing: AdministratorAccess leaves what the user itself may do.
    private Policies federatedPolicies() {
        if (!plan.policies().isEmpty()) {
            return plan.policies();
        }
        return new Policies(
                null, List.of("arn:" + Partition.ofRegion(region).id() + ":iam::aws:policy/AdministratorAccess"));
    }
}
