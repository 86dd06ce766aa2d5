package dev.awssso.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AssumeRole and AssumeRoleWithWebIdentity, by the API reference of STS and the IAM user guide on role chaining. */
final class RoleAssumption {

    static final String SESSION_NAME = "[\\w+=,.@-]*";
    static final Duration SHORTEST = Duration.ofMinutes(15);

    private static final Pattern ROLE_ARN = Pattern.compile("arn:([a-z-]+):iam::([0-9]{12}):role/([!-~]+)");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * What a caller wants to become.
     *
     * @param arn the role's ARN as given
     * @param session the session's name
     * @param externalId what the caller knows of the role's external id; empty when nothing was given
     * @param duration of the session
     * @param withCode whether the call shows a code of an MFA device
     * @param sourceIdentity of the session; empty: none
     */
    private record Wanted(
            String arn,
            String session,
            String externalId,
            Duration duration,
            boolean withCode,
            String sourceIdentity) {}

    private final SandboxState state;
    private final MfaDevice mfa;

    RoleAssumption(SandboxState state, MfaDevice mfa) {
        this.state = state;
        this.mfa = mfa;
    }

    Xml byRole(Keys caller, StsParameters parameters, Map<String, String> facts) {
        String arn = roleArn(parameters, facts);
        String session = parameters.required("RoleSessionName", 2, 64, SESSION_NAME);
        facts.put("roleSessionName", session);
        Optional<String> externalId = parameters.optional("ExternalId", 2, 1224, "[\\w+=,.@:/-]*");
        String sourceIdentity = sourceIdentity(caller, arn, parameters);
        Duration duration = parameters.duration(SHORTEST, LONGEST, HOUR);
        parameters.checkPolicies(state.partition());
        Wanted wanted =
                new Wanted(arn, session, externalId.orElse(""), duration, mfa.shown(parameters), sourceIdentity);
        IamRole role = find(arn).orElseThrow(() -> denied(caller, arn));
        requireTrust(caller, role, wanted);
        requireDuration(caller, role, wanted);
        boolean chained = caller.origin().roleSession();
        Keys.Origin origin = chained ? Keys.Origin.CHAINED_ROLE : Keys.Origin.ASSUMED_ROLE;
        return packed(answer("AssumeRoleResult", role, wanted, origin), parameters);
    }

    Xml byWebIdentity(StsParameters parameters, Map<String, String> facts) {
        String arn = roleArn(parameters, facts);
        String session = parameters.required("RoleSessionName", 2, 64, SESSION_NAME);
        String identity = parameters.required("WebIdentityToken", 4, 20_000, "[!-~]+");
        Duration duration = parameters.duration(SHORTEST, LONGEST, HOUR);
        parameters.checkPolicies(state.partition());
        if (!state.webIdentities().contains(identity)) {
            throw new Refusal(400, "InvalidIdentityToken", "The provided token is not one of the sandbox");
        }
        IamRole role = find(arn)
                .filter(found -> found.trust() == IamRole.Trust.WEB_IDENTITY)
                .orElseThrow(() ->
                        new Refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        Wanted wanted = new Wanted(arn, session, "", duration, false, "");
        Xml answer = answer("AssumeRoleWithWebIdentityResult", role, wanted, Keys.Origin.ASSUMED_ROLE)
                .with("SubjectFromWebIdentityToken", "sandbox")
                .with("Audience", "sts.amazonaws.com")
                .with("Provider", "arn:" + state.partition() + ":iam::" + role.account() + ":oidc-provider/sandbox");
        return packed(answer, parameters);
    }

    // Once set, it continues through a chain and cannot be changed (IAM user guide, "Monitor and control actions taken
    // with assumed roles").
    private static String sourceIdentity(Keys caller, String arn, StsParameters parameters) {
        String asked =
                parameters.optional("SourceIdentity", 2, 64, SESSION_NAME).orElse("");
        String old = caller.sourceIdentity();
        if (!old.isEmpty() && !asked.isEmpty() && !asked.equals(old)) {
            throw denied("sts:SetSourceIdentity", caller, arn);
        }
        return old.isEmpty() ? asked : old;
    }

    private static Xml packed(Xml answer, StsParameters parameters) {
        return parameters
                .packedPolicySize()
                .map(size -> answer.with("PackedPolicySize", size))
                .orElse(answer);
    }

    private static String roleArn(StsParameters parameters, Map<String, String> facts) {
        String arn = parameters.required("RoleArn", 20, 2048, "[ -~]+");
        facts.put("roleArn", arn);
        if (!ROLE_ARN.matcher(arn).matches()) {
            throw new Refusal(400, "ValidationError", arn + " is invalid");
        }
        return arn;
    }

    // A role of another partition is as unknown as one that is not there, and neither is told from one without trust.
    private Optional<IamRole> find(String arn) {
        Matcher parts = ROLE_ARN.matcher(arn);
        return parts.matches() && parts.group(1).equals(state.partition())
                ? state.directory().role(parts.group(2), parts.group(3))
                : Optional.empty();
    }

    private static void requireTrust(Keys caller, IamRole role, Wanted wanted) {
        if (caller.origin() == Keys.Origin.ROOT) {
            throw new Refusal(403, "AccessDenied", "Roles may not be assumed by root accounts.");
        }
        boolean trusted =
                switch (role.trust()) {
                    case ORGANISATION -> true;
                    case ORGANISATION_WITH_MFA -> wanted.withCode() || caller.mfa();
                    case WEB_IDENTITY, NOBODY -> false;
                };
        boolean knowsId = role.externalId() == null || role.externalId().equals(wanted.externalId());
        if (!trusted || !knowsId || caller.origin() == Keys.Origin.FEDERATION) {
            throw denied(caller, wanted.arn());
        }
    }

    private static void requireDuration(Keys caller, IamRole role, Wanted wanted) {
        if (caller.origin().roleSession() && wanted.duration().compareTo(HOUR) > 0) {
            throw new Refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                            + " chaining");
        }
        if (wanted.duration().compareTo(role.longest()) > 0) {
            throw new Refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private Xml answer(String result, IamRole role, Wanted wanted, Keys.Origin origin) {
        String id = Directory.uniqueId("AROA", role.account() + role.path() + role.name()) + ":" + wanted.session();
        // The path is not part of the session's ARN.
        String arn = "arn:" + state.partition() + ":sts::" + role.account() + ":assumed-role/" + role.name() + "/"
                + wanted.session();
        Keys keys = state.keys()
                .issue(new Principal(role.account(), arn, id), origin, false, wanted.duration())
                .sourceIdentity(wanted.sourceIdentity());
        Xml answer = Xml.of(result)
                .with(Xml.of("AssumedRoleUser").with("AssumedRoleId", id).with("Arn", arn))
                .with(keys.credentials());
        return wanted.sourceIdentity().isEmpty() ? answer : answer.with("SourceIdentity", wanted.sourceIdentity());
    }

    private static Refusal denied(Keys caller, String arn) {
        return denied("sts:AssumeRole", caller, arn);
    }

    private static Refusal denied(String action, Keys caller, String arn) {
        return new Refusal(
                403,
                "AccessDenied",
                "User: " + caller.principal().arn() + " is not authorized to perform: " + action + " on resource: "
                        + arn);
    }
}
