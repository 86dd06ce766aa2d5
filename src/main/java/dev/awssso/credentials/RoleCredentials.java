package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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

    /**
     * These, after a look at what they consist of: parts of them become values of HTTP headers and of variables.
     *
     * @param source who gave them, for the message
     * @throws Problem.LocalFile when one has a character that no key has, such as the end of a line
     */
    RoleCredentials checked(String source) {
        Stream.of(accessKeyId, secretKey.reveal(), sessionToken == null ? "" : sessionToken.reveal())
                .filter(text -> !text.chars().allMatch(c -> c >= ' ' && c < 0x7F))
                .findFirst()
                .ifPresent(text -> {
                    throw new Problem.LocalFile(
                            "cannot use the credentials of " + source,
                            "a key or token contains a line break or another invalid character",
                            null,
                            null);
                });
        return this;
    }

    /** True when they end by themselves. */
    public boolean temporary() {
        return sessionToken != null;
    }

    /** When they end, empty for long-term keys. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }
}
