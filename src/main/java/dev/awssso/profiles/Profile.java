package dev.awssso.profiles;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A profile of the config and credentials files together. Prints as its name and keys only.
 *
 * @param keys what both files say, the credentials file being the stronger one
 * @param ofConfig what the config file says; no keys where it does not have the profile
 * @param ofCredentials what the credentials file says; no keys where it does not have the profile
 */
public record Profile(Section keys, Section ofConfig, Section ofCredentials) {

    static Profile merged(String name, @Nullable Section config, @Nullable Section credentials) {
        Section weaker = config == null ? Section.empty(name) : config;
        Section stronger = credentials == null ? Section.empty(name) : credentials;
        return new Profile(weaker.with(stronger), weaker, stronger);
    }

    public String name() {
        return keys.name();
    }

    /** The value of a key, in lower case; empty when unset. Secret keys are plain text here: wrap them at once. */
    public Optional<String> get(String key) {
        return keys.get(key);
    }

    /** The keys of a nested block, an empty map when there is none. */
    public Map<String, String> nested(String key) {
        return keys.nested(key);
    }

    /** True when it names an Identity Center account or role; botocore takes either for the sign. */
    public boolean isSso() {
        return keys.has(ConfigKeys.SSO_ACCOUNT_ID) || keys.has(ConfigKeys.SSO_ROLE_NAME);
    }

    /** True when it says where to sign in, by an sso-session or by a start URL. */
    public boolean namesInstance() {
        return get(ConfigKeys.SSO_SESSION).isPresent()
                || get(ConfigKeys.SSO_START_URL).isPresent();
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
