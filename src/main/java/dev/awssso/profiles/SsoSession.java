package dev.awssso.profiles;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An {@code [sso-session NAME]} section.
 *
 * @param keys what it says
 */
public record SsoSession(Section keys) {

    public String name() {
        return keys.name();
    }

    public Optional<String> get(String key) {
        return keys.get(key);
    }

    /** The scopes it asks for; empty when it does not say. */
    public List<String> scopes() {
        return scopes(get(ConfigKeys.SSO_REGISTRATION_SCOPES).orElse(""));
    }

    // AWS CLI v2: a comma list, blanks trimmed, empty items dropped.
    static List<String> scopes(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(scope -> !scope.isEmpty())
                .toList();
    }
}
