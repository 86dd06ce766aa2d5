package dev.awssso.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as one section of the config file names it.
 *
 * @param startUrl {@code sso_start_url} as it is written there
 * @param region {@code sso_region}
 * @param sessionName the name of the {@code [sso-session]}; null for a profile that holds both keys itself
 * @param profileName the name of that profile; null for an {@code [sso-session]}
 * @param scopes {@code sso_registration_scopes}, {@link Instance#DEFAULT_SCOPES} where it is not set
 */
public record ConfiguredInstance(
        String startUrl,
        String region,
        @Nullable String sessionName,
        @Nullable String profileName,
        List<String> scopes) {

    public ConfiguredInstance {
        if ((sessionName == null) == (profileName == null)) {
            throw new IllegalArgumentException("an instance is configured by a session or by a profile");
        }
        scopes = List.copyOf(scopes);
    }

    /** An {@code [sso-session]} section. */
    public static ConfiguredInstance ofSession(String name, String startUrl, String region, List<String> scopes) {
        return new ConfiguredInstance(startUrl, region, name, null, scopes);
    }

    /** A profile with {@code sso_start_url} and {@code sso_region} of its own. */
    public static ConfiguredInstance ofProfile(String name, String startUrl, String region) {
        return new ConfiguredInstance(startUrl, region, null, name, Instance.DEFAULT_SCOPES);
    }

    /** The section as it is named to a person: {@code [sso-session my-sso]}. */
    public String source() {
        return sessionName == null ? "[profile " + profileName + "]" : "[sso-session " + sessionName + "]";
    }

    /** True when it is this instance, however its start URL is spelled. */
    public boolean is(String otherStartUrl, String otherRegion) {
        return region.equals(otherRegion) && StartUrl.same(startUrl, otherStartUrl);
    }
}
