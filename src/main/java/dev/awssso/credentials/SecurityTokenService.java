package dev.awssso.credentials;

import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AWS STS, one region at a time. Implementations retry what may be retried, and turn refusals into
 * {@link dev.awssso.problem.Problem.Refused}, {@code what} beginning with the call's own {@code purpose}.
 */
public interface SecurityTokenService {

    /**
     * The keys that a call was signed with have run out; whoever obtained them may obtain others. It never leaves this
     * room's callers: they turn it into a {@link dev.awssso.problem.Problem}.
     */
    final class ExpiredKeys extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ExpiredKeys(Throwable cause) {
            super("the credentials of the call have expired", cause);
        }
    }

    /**
     * A second factor.
     *
     * @param serialNumber the device, a serial number or an ARN
     * @param code its six digits of now
     */
    record Mfa(String serialNumber, Secret code) {}

    /**
     * What to narrow the permissions by.
     *
     * @param policy a policy document; null for none
     * @param arns managed policies, at most ten
     */
    record Policies(@Nullable String policy, List<String> arns) {

        /** Nothing is narrowed. */
        public static final Policies NONE = new Policies(null, List.of());

        public Policies {
            arns = List.copyOf(arns);
        }

        public boolean isEmpty() {
            return policy == null && arns.isEmpty();
        }
    }

    /**
     * AssumeRole.
     *
     * @param purpose for messages: {@code cannot assume ARN (role 2 of 3)}
     */
    record AssumeRole(
            String purpose,
            RoleArn role,
            String sessionName,
            @Nullable Duration duration,
            @Nullable String externalId,
            Policies policies,
            @Nullable Mfa mfa) {}

    /**
     * AssumeRoleWithWebIdentity, which is not signed.
     *
     * @param token the identity provider's token
     */
    record WebIdentity(String purpose, RoleArn role, String sessionName, @Nullable Duration duration, Secret token) {}

    /** GetFederationToken. */
    record FederationToken(String name, @Nullable Duration duration, Policies policies) {}

    /** GetCallerIdentity. */
    CallerIdentity callerIdentity(RoleCredentials keys, String region);

    /** AssumeRole: the account of the result is the role's. */
    RoleCredentials assumeRole(RoleCredentials keys, String region, AssumeRole call);

    /** AssumeRoleWithWebIdentity. */
    RoleCredentials assumeRole(String region, WebIdentity call);

    /** GetSessionToken. */
    RoleCredentials sessionToken(RoleCredentials keys, String region, @Nullable Duration duration, @Nullable Mfa mfa);

    /** GetFederationToken. */
    RoleCredentials federationToken(RoleCredentials keys, String region, FederationToken call);

    /** The account of a principal's ARN, null when it has none. */
    static @Nullable AccountId accountOf(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[4].matches("[0-9]{12}") ? new AccountId(parts[4]) : null;
    }
}
