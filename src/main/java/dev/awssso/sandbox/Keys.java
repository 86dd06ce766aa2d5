package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A set of access keys that the sandbox has issued. Prints as its access key id only. */
final class Keys {

    /** What the keys come from, which decides what they may do. */
    enum Origin {
        /** Long-term keys of an IAM user. */
        USER,
        /** Long-term keys of an account's root user. */
        ROOT,
        /** The portal's GetRoleCredentials. */
        IDENTITY_CENTER,
        /** AssumeRole called with a user's keys, or with those of GetSessionToken. */
        ASSUMED_ROLE,
        /** AssumeRole called by a role session. */
        CHAINED_ROLE,
        SESSION_TOKEN,
        FEDERATION;

        boolean longTerm() {
            return this == USER || this == ROOT;
        }

        boolean roleSession() {
            return this == IDENTITY_CENTER || this == ASSUMED_ROLE || this == CHAINED_ROLE;
        }
    }

    private final String accessKeyId;
    private final String signingKey;
    private final @Nullable String token;
    private final Principal principal;
    private final Origin origin;
    private final boolean mfa;
    private final @Nullable Instant expiresAt;
    private String sourceIdentity = "";

    Keys(
            String accessKeyId,
            String signingKey,
            @Nullable String token,
            Principal principal,
            Origin origin,
            boolean mfa,
            @Nullable Instant expiresAt) {
        this.accessKeyId = accessKeyId;
        this.signingKey = signingKey;
        this.token = token;
        this.principal = principal;
        this.origin = origin;
        this.mfa = mfa;
        this.expiresAt = expiresAt;
    }

    String accessKeyId() {
        return accessKeyId;
    }

    String secretAccessKey() {
        return signingKey;
    }

    @Nullable
    String sessionToken() {
        return token;
    }

    Principal principal() {
        return principal;
    }

    Origin origin() {
        return origin;
    }

    /** Whether a code of an MFA device was shown for them. */
    boolean mfa() {
        return mfa;
    }

    /** The source identity that a role session was begun with, which continues through a chain; empty: none. */
    String sourceIdentity() {
        return sourceIdentity;
    }

    Keys sourceIdentity(String identity) {
        sourceIdentity = identity;
        return this;
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Null for long-term keys. */
    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    /** The {@code Credentials} element of STS's answers. */
    Xml credentials() {
        return Xml.of("Credentials")
                .with("AccessKeyId", accessKeyId)
                .with("SecretAccessKey", signingKey)
                .with("SessionToken", String.valueOf(token))
                .with("Expiration", Timestamps.format(expiresAt == null ? Instant.MAX : expiresAt));
    }

    /** All of them, for {@link #of}. */
    JsonObject snapshot() {
        JsonObject all = JsonObject.empty()
                .with("id", accessKeyId)
                .with("secret", signingKey)
                .with("account", principal.account())
                .with("arn", principal.arn())
                .with("userId", principal.userId())
                .with("origin", origin.name())
                .with("mfa", mfa);
        return token == null || expiresAt == null
                ? all
                : all.with("token", token).with("expiresAt", expiresAt.toString());
    }

    static Keys of(JsonObject kept) {
        Principal principal = new Principal(
                JsonMembers.required(kept, "account"),
                JsonMembers.required(kept, "arn"),
                JsonMembers.required(kept, "userId"));
        return new Keys(
                JsonMembers.required(kept, "id"),
                JsonMembers.required(kept, "secret"),
                JsonMembers.optional(kept, "token").orElse(null),
                principal,
                Origin.valueOf(JsonMembers.required(kept, "origin")),
                Boolean.TRUE.equals(kept.value("mfa")),
                kept.has("expiresAt") ? JsonMembers.moment(kept, "expiresAt") : null);
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
