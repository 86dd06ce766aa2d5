package dev.awssso.credentials;

import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign requests to AWS.
 *
 * @param accessKeyId may be shown
 * @param secretKey goes nowhere but to AWS, a child, or an SDK
 * @param sessionToken absent for long-term keys of an IAM user
 * @param expiresAt the real expiry; absent for long-term keys
 * @param accountId the account they belong to, where known
 */
public record RoleCredentials(
        String accessKeyId,
        Secret secretKey,
        @Nullable Secret sessionToken,
        @Nullable Instant expiresAt,
        @Nullable AccountId accountId) {

    /** True when they end by themselves. */
    public boolean temporary() {
        return sessionToken != null;
    }

    /** When they end, empty for long-term keys. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }
}
