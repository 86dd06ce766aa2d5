package dev.awssso.doctor;

import dev.awssso.profiles.Profile;

/** How a profile gives credentials. */
enum ProfileKind {
    /** It gives none. */
    NONE("no credentials"),
    ROLE("a role that it assumes"),
    KEYS("keys"),
    PROCESS("credential_process"),
    SSO("IAM Identity Center"),
    WEB_IDENTITY("a web identity"),
    LOGIN("aws login");

    private final String text;

    ProfileKind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static ProfileKind of(Profile profile) {
        if (has(profile, "role_arn") && (has(profile, "source_profile") || has(profile, "credential_source"))) {
            return ROLE;
        }
        if (has(profile, "role_arn") && has(profile, "web_identity_token_file")) {
            return WEB_IDENTITY;
        }
        if (has(profile, "aws_access_key_id")) {
            return KEYS;
        }
        if (has(profile, "credential_process")) {
            return PROCESS;
        }
        if (profile.isSso()) {
            return SSO;
        }
        return has(profile, "login_session") ? LOGIN : NONE;
    }

    private static boolean has(Profile profile, String key) {
        return profile.get(key).isPresent();
    }
}
