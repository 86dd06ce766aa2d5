package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An STS that issues a key for every call, remembers the calls, and refuses and forgets as told. */
final class RecordingSts implements SecurityTokenService {

    static final Instant EXPIRY = Instant.parse("2026-11-21T09:00:00Z");

    final List<String> calls = new ArrayList<>();
    String callerArn = "arn:aws:sts::111111111111:assumed-role/Dev/ima.user@my.org";
    String refusedRole = "";
    String expiredKey = "";

    private RoleCredentials issue(String call, RoleCredentials keys, String region) {
        calls.add(region + " " + keys.accessKeyId() + " " + call);
        if (keys.accessKeyId().equals(expiredKey)) {
            throw new ExpiredKeys(new IllegalStateException("expired"));
        }
        return new RoleCredentials("ASIA" + calls.size(), Secret.of("s"), Secret.of("t"), EXPIRY, null);
    }

    @Override
    public CallerIdentity callerIdentity(RoleCredentials keys, String region) {
        return new CallerIdentity("AROA", "111111111111", callerArn);
    }

    @Override
    public RoleCredentials assumeRole(RoleCredentials keys, String region, AssumeRole call) {
        if (call.role().name().equals(refusedRole)) {
            throw new Problem.Refused(call.purpose(), "access denied", null);
        }
        return issue(
                "role=" + call.role().name() + " as=" + call.sessionName()
                        + (call.duration() == null
                                ? ""
                                : " for=" + call.duration().toSeconds())
                        + (call.externalId() == null ? "" : " id=" + call.externalId())
                        + (call.policies().isEmpty() ? "" : " policies=" + call.policies())
                        + (call.mfa() == null ? "" : " mfa=" + call.mfa().serialNumber()),
                keys,
                region);
    }

    @Override
    public RoleCredentials assumeRole(String region, WebIdentity call) {
        calls.add(region + " - web=" + call.role().name() + " as=" + call.sessionName() + " token="
                + call.token().reveal());
        return new RoleCredentials("ASIAWEB", Secret.of("s"), Secret.of("t"), EXPIRY, null);
    }

    @Override
    public RoleCredentials sessionToken(
            RoleCredentials keys, String region, @Nullable Duration duration, @Nullable Mfa mfa) {
        return issue(
                "session"
                        + (duration == null ? "" : " for=" + duration.toSeconds())
                        + (mfa == null ? "" : " mfa=" + mfa.serialNumber()),
                keys,
                region);
    }

    @Override
    public RoleCredentials federationToken(RoleCredentials keys, String region, FederationToken call) {
        return issue(
                "federation as=" + call.name()
                        + (call.duration() == null
                                ? ""
                                : " for=" + call.duration().toSeconds())
                        + " policies=" + call.policies().arns(),
                keys,
                region);
    }
}
