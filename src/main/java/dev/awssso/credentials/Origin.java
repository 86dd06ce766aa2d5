package dev.awssso.credentials;

/** How credentials came to be, as far as AWS treats them differently for it. */
public enum Origin {
    /** Long-term keys of an IAM user, or of the root user. */
    LONG_TERM_KEYS,
    /** GetRoleCredentials of Identity Center. */
    IDENTITY_CENTER,
    /** AssumeRole, called with long-term keys, or with a web identity. */
    ASSUMED_WITH_LONG_TERM_KEYS,
    /** AssumeRole, called with the credentials of another role session. */
    ASSUMED_FROM_SESSION,
    /** GetSessionToken. */
    SESSION_TOKEN,
    /** GetFederationToken. */
    FEDERATION_TOKEN,
    /** Temporary keys of a container or an instance: a role session. */
    METADATA,
    /** Temporary keys that somebody else obtained in a way we do not know. */
    UNKNOWN_TEMPORARY;

    /** The origin of these credentials when they came from a place of this origin, which may hold keys of any kind. */
    public Origin of(RoleCredentials credentials) {
        if (!credentials.temporary()) {
            return LONG_TERM_KEYS;
        }
        return this == LONG_TERM_KEYS ? UNKNOWN_TEMPORARY : this;
    }

    /**
     * True for a role session, which AssumeRole can turn into another one for an hour at most (IAM User Guide, "Role
     * chaining").
     */
    public boolean isRoleSession() {
        return switch (this) {
            case IDENTITY_CENTER, ASSUMED_WITH_LONG_TERM_KEYS, ASSUMED_FROM_SESSION, METADATA -> true;
            case LONG_TERM_KEYS, SESSION_TOKEN, FEDERATION_TOKEN, UNKNOWN_TEMPORARY -> false;
        };
    }
}
