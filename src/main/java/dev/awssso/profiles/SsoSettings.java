package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.Instance;
import dev.awssso.signin.StartUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Identity Center keys of one profile together with its sso-session. A key that both have must be the same in
 * both, and none may be missing (botocore's rule).
 */
final class SsoSettings {

    private static final int LONGEST_ID = 12;

    private final Profiles profiles;
    private final Profile profile;
    private final @Nullable SsoSession session;

    SsoSettings(Profiles profiles, Profile profile) {
        this.profiles = profiles;
        this.profile = profile;
        this.session = profile.get(ConfigKeys.SSO_SESSION).map(this::session).orElse(null);
    }

    SsoProfile resolve() {
        Instance instance = instance();
        String role = require(ConfigKeys.SSO_ROLE_NAME);
        AccountId account = account(require(ConfigKeys.SSO_ACCOUNT_ID));
        try {
            return new SsoProfile(instance, new RoleRef(account, role));
        } catch (IllegalArgumentException e) {
            throw invalid(ConfigKeys.SSO_ROLE_NAME, "is not a role name");
        }
    }

    Instance instance() {
        String startUrl = require(ConfigKeys.SSO_START_URL);
        String told = StartUrl.toldRegion(startUrl).orElse(null);
        String written = value(ConfigKeys.SSO_REGION);
        String region = written == null && told != null ? told : require(ConfigKeys.SSO_REGION);
        String scopes = value(ConfigKeys.SSO_REGISTRATION_SCOPES);
        List<String> list = scopes == null ? List.of() : SsoSession.scopes(scopes);
        return new Instance(
                startUrl,
                region,
                session == null ? null : session.name(),
                list.isEmpty() ? Instance.DEFAULT_SCOPES : list);
    }

    private SsoSession session(String name) {
        return profiles.ssoSession(name)
                .orElseThrow(() -> new Problem.LocalFile(
                        "profile \"" + profile.name() + "\" uses sso-session \"" + name + "\", which does not exist in "
                                + profiles.configFile(),
                        "write the section [sso-session " + name + "], or use another one in the profile",
                        null,
                        null));
    }

    private @Nullable String value(String key) {
        String own = profile.get(key).orElse(null);
        if (session == null) {
            return own;
        }
        String shared = session.get(key).orElse(null);
        if (own != null && shared != null && !own.equals(shared)) {
            throw new Problem.LocalFile(
                    "profile \"" + profile.name() + "\": " + key + " is \"" + own + "\" but [sso-session "
                            + session.name() + "] has \"" + shared + "\"",
                    "remove " + key + " from the profile",
                    null,
                    null);
        }
        return own == null ? shared : own;
    }

    private String require(String key) {
        String value = value(key);
        if (value == null) {
            throw new Problem.LocalFile(
                    "profile \"" + profile.name() + "\" is missing " + key,
                    "add it in " + profiles.configFile(),
                    null,
                    null);
        }
        return value;
    }

    // Digits with or without hyphens; YAML-minded editors drop leading zeros, so they are filled in again.
    private AccountId account(String text) {
        String digits = text.replace("-", "");
        boolean id = !digits.isEmpty()
                && digits.length() <= LONGEST_ID
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!id) {
            throw invalid(ConfigKeys.SSO_ACCOUNT_ID, "is not a 12-digit account id");
        }
        return new AccountId("0".repeat(LONGEST_ID - digits.length()) + digits);
    }

    private Problem invalid(String key, String why) {
        return new Problem.LocalFile(
                "profile \"" + profile.name() + "\": " + key + " " + why,
                "correct it in " + profiles.configFile(),
                null,
                null);
    }
}
