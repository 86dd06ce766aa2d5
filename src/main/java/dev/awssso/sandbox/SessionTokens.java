package dev.awssso.sandbox;

import java.time.Duration;

/** GetSessionToken and GetFederationToken: temporary keys for an IAM user, by the API reference of STS. */
final class SessionTokens {

    private static final Duration LONGEST = Duration.ofHours(36);
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofHours(12);

    private final SandboxState state;
    private final MfaDevice mfa;

    SessionTokens(SandboxState state, MfaDevice mfa) {
        this.state = state;
        this.mfa = mfa;
    }

    Xml session(Keys caller, StsParameters parameters) {
        requireLongTerm(caller, "GetSessionToken");
        Duration duration = duration(caller, parameters);
        boolean withCode = mfa.shown(parameters);
        Keys keys = state.keys().issue(caller.principal(), Keys.Origin.SESSION_TOKEN, withCode, duration);
        return Xml.of("GetSessionTokenResult").with(keys.credentials());
    }

    Xml federation(Keys caller, StsParameters parameters) {
        requireLongTerm(caller, "GetFederationToken");
        String name = parameters.required("Name", 2, 32, RoleAssumption.SESSION_NAME);
        Duration duration = duration(caller, parameters);
        parameters.checkPolicies(state.partition());
        String account = caller.principal().account();
        String arn = "arn:" + state.partition() + ":sts::" + account + ":federated-user/" + name;
        String id = account + ":" + name;
        Keys keys = state.keys().issue(new Principal(account, arn, id), Keys.Origin.FEDERATION, false, duration);
        Xml answer = Xml.of("GetFederationTokenResult")
                .with(keys.credentials())
                .with(Xml.of("FederatedUser").with("FederatedUserId", id).with("Arn", arn));
        return parameters
                .packedPolicySize()
                .map(size -> answer.with("PackedPolicySize", size))
                .orElse(answer);
    }

    private static void requireLongTerm(Keys caller, String action) {
        if (!caller.origin().longTerm()) {
            throw new Refusal(403, "AccessDenied", "Cannot call " + action + " with session credentials");
        }
    }

    // A root user who asks for more gets an hour.
    private static Duration duration(Keys caller, StsParameters parameters) {
        Duration asked = parameters.duration(RoleAssumption.SHORTEST, LONGEST, USUAL);
        boolean capped = caller.origin() == Keys.Origin.ROOT && asked.compareTo(LONGEST_OF_ROOT) > 0;
        return capped ? LONGEST_OF_ROOT : asked;
    }
}
