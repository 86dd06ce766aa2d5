package dev.awssso.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What STS does for a caller whose signature was right: the rules of its API reference and of the IAM user guide. */
final class StsActions {

    private static final Pattern ROLE_ARN = Pattern.compile("arn:([a-z-]+):iam::([0-9]{12}):role/([!-~]+)");
    private static final String SESSION_NAME = "[\\w+=,.@-]*";
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST_ROLE = Duration.ofHours(12);
    private static final Duration LONGEST_TOKEN = Duration.ofHours(36);
    private static final Duration DEFAULT_TOKEN = Duration.ofHours(12);

    private final SandboxState state;
    private final MfaDevice mfa;

    StsActions(SandboxState state) {
        this.state = state;
        this.mfa = new MfaDevice(state.clock());
    }

    Xml getCallerIdentity(Keys caller) {
        Principal principal = caller.principal();
        return Xml.of("GetCallerIdentityResult")
                .with("Arn", principal.arn())
                .with("UserId", principal.userId())
                .with("Account", principal.account());
    }

    Xml assumeRole(Keys caller, StsParameters parameters, Map<String, String> facts) {
        String arn = parameters.required(
                "RoleArn", 20, 2048, "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF]+");
        facts.put("roleArn", arn);
        String session = parameters.required("RoleSessionName", 2, 64, SESSION_NAME);
        facts.put("roleSessionName", session);
        Optional<String> externalId = parameters.optional("ExternalId", 2, 1224, "[\\w+=,.@:/-]*");
        parameters.optional("SourceIdentity", 2, 64, SESSION_NAME);
        Duration duration = parameters.duration(SHORTEST, LONGEST_ROLE, HOUR);
        parameters.policies(state.partition());
        boolean withCode = mfa.shown(parameters);
        IamRole role = role(caller, arn, "sts:AssumeRole");
        requireTrust(caller, role, externalId, withCode, arn);
        requireDuration(caller, role, duration);
        boolean chained = caller.origin().roleSession();
        return assume(
                "AssumeRole", role, session, chained ? Keys.Origin.CHAINED_ROLE : Keys.Origin.ASSUMED_ROLE, duration);
    }

    Xml assumeRoleWithWebIdentity(StsParameters parameters, Map<String, String> facts) {
        String arn = parameters.required("RoleArn", 20, 2048, "[!-~]+");
        facts.put("roleArn", arn);
        String session = parameters.required("RoleSessionName", 2, 64, SESSION_NAME);
        String identity = parameters.required("WebIdentityToken", 4, 20000, "[!-~]+");
        Duration duration = parameters.duration(SHORTEST, LONGEST_ROLE, HOUR);
        parameters.policies(state.partition());
        if (!state.webIdentities().contains(identity)) {
            throw new Refusal(400, "InvalidIdentityToken", "The provided token is not known to the sandbox");
        }
        IamRole role = find(arn)
                .filter(found -> found.trust() == IamRole.Trust.WEB_IDENTITY)
                .orElseThrow(() ->
                        new Refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        return assume("AssumeRoleWithWebIdentity", role, session, Keys.Origin.ASSUMED_ROLE, duration);
    }

    private Xml assume(String action, IamRole role, String session, Keys.Origin origin, Duration duration) {
        String id = Directory.uniqueId("AROA", role.account() + role.path() + role.name()) + ":" + session;
        // The path is not part of the session's ARN.
        String arn =
                "arn:" + state.partition() + ":sts::" + role.account() + ":assumed-role/" + role.name() + "/" + session;
        Keys keys = state.keys().issue(new Principal(role.account(), arn, id), origin, false, duration);
        return Xml.of(action + "Result")
                .with(Xml.of("AssumedRoleUser").with("AssumedRoleId", id).with("Arn", arn))
                .with(keys.credentials());
    }

    private IamRole role(Keys caller, String arn, String action) {
        if (!ROLE_ARN.matcher(arn).matches()) {
            throw new Refusal(400, "ValidationError", arn + " is invalid");
        }
        return find(arn).orElseThrow(() -> denied(caller, action, arn));
    }

    private Optional<IamRole> find(String arn) {
        Matcher parts = ROLE_ARN.matcher(arn);
        return parts.matches() && parts.group(1).equals(state.partition())
                ? state.directory().role(parts.group(2), parts.group(3))
                : Optional.empty();
    }

    private static void requireTrust(
            Keys caller, IamRole role, Optional<String> externalId, boolean withCode, String arn) {
        switch (caller.origin()) {
            case ROOT -> throw new Refusal(403, "AccessDenied", "Roles may not be assumed by root accounts.");
            case FEDERATION -> throw denied(caller, "sts:AssumeRole", arn);
            case USER, IDENTITY_CENTER, ASSUMED_ROLE, CHAINED_ROLE, SESSION_TOKEN -> {}
        }
        boolean trusted =
                switch (role.trust()) {
                    case ORGANISATION -> true;
                    case ORGANISATION_WITH_MFA ->
                        withCode || (caller.mfa() && caller.origin() == Keys.Origin.SESSION_TOKEN);
                    case WEB_IDENTITY, NOBODY -> false;
                };
        boolean knowsId = role.externalId() == null
                || externalId.filter(role.externalId()::equals).isPresent();
        if (!trusted || !knowsId) {
            throw denied(caller, "sts:AssumeRole", arn);
        }
    }

    private static void requireDuration(Keys caller, IamRole role, Duration duration) {
        if (caller.origin().roleSession() && duration.compareTo(HOUR) > 0) {
            throw new Refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
        if (duration.compareTo(role.longest()) > 0) {
            throw new Refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    Xml getSessionToken(Keys caller, StsParameters parameters) {
        if (!caller.origin().longTerm()) {
            throw new Refusal(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
        }
        Duration longest = caller.origin() == Keys.Origin.ROOT ? HOUR : LONGEST_TOKEN;
        Duration duration = parameters.duration(SHORTEST, LONGEST_TOKEN, DEFAULT_TOKEN);
        boolean withCode = mfa.shown(parameters);
        // A root user who asks for more gets an hour.
        Keys keys =
                state.keys().issue(caller.principal(), Keys.Origin.SESSION_TOKEN, withCode, shorter(duration, longest));
        return Xml.of("GetSessionTokenResult").with(keys.credentials());
    }

    Xml getFederationToken(Keys caller, StsParameters parameters) {
        if (!caller.origin().longTerm()) {
            throw new Refusal(403, "AccessDenied", "Cannot call GetFederationToken with session credentials");
        }
        String name = parameters.required("Name", 2, 32, SESSION_NAME);
        Duration longest = caller.origin() == Keys.Origin.ROOT ? HOUR : LONGEST_TOKEN;
        Duration duration = parameters.duration(SHORTEST, LONGEST_TOKEN, DEFAULT_TOKEN);
        parameters.policies(state.partition());
        String account = caller.principal().account();
        String arn = "arn:" + state.partition() + ":sts::" + account + ":federated-user/" + name;
        String id = account + ":" + name;
        Keys keys = state.keys()
                .issue(new Principal(account, arn, id), Keys.Origin.FEDERATION, false, shorter(duration, longest));
        return Xml.of("GetFederationTokenResult")
                .with(keys.credentials())
                .with(Xml.of("FederatedUser").with("FederatedUserId", id).with("Arn", arn))
                .with("PackedPolicySize", "6");
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }

    private static Refusal denied(Keys caller, String action, String resource) {
        return new Refusal(
                403,
                "AccessDenied",
                "User: " + caller.principal().arn() + " is not authorized to perform: " + action + " on resource: "
                        + resource);
    }
}
