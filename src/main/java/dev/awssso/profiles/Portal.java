package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Identity Center instance as it is written into a config file.
 *
 * @param sessionName the name of its {@code [sso-session]}
 * @param startUrl its start URL as it was given; null when only a token is known
 * @param region its region
 * @param scopes what {@code sso_registration_scopes} is to say; an empty list leaves the key out
 */
public record Portal(String sessionName, @Nullable String startUrl, String region, List<String> scopes) {

    /** The name of the {@code [sso-session]} unless the person says otherwise (the aws-login document). */
    public static final String DEFAULT_SESSION = "my-sso";

    private static final String UNKNOWN_START_URL = "#sso_start_url = https://YOUR-DIRECTORY.awsapps.com/start";

    public Portal {
        ConfigValue.checkedName("--sso-session-name", sessionName);
        if (startUrl != null) {
            ConfigValue.checked(ConfigKeys.SSO_START_URL, startUrl);
        }
        RegionRules.checked("--sso-region", region);
        scopes = List.copyOf(scopes);
        scopes.forEach(scope -> ConfigValue.checked(ConfigKeys.SSO_REGISTRATION_SCOPES, scope));
    }

    /** The same instance under another name. */
    public Portal named(String otherName) {
        return new Portal(otherName, startUrl, region, scopes);
    }

    /** The {@code [sso-session]} section. */
    ConfigEntry section() {
        List<String> lines = new ArrayList<>();
        lines.add(ConfigEntry.line(ConfigKeys.SSO_REGION, region));
        lines.add(startUrl == null ? UNKNOWN_START_URL : ConfigEntry.line(ConfigKeys.SSO_START_URL, startUrl));
        if (!scopes.isEmpty()) {
            lines.add(ConfigEntry.line(ConfigKeys.SSO_REGISTRATION_SCOPES, String.join(",", scopes)));
        }
        return new ConfigEntry(SectionName.of(SectionName.Kind.SSO_SESSION, sessionName), lines);
    }
}
