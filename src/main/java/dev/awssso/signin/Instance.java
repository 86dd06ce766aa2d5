package dev.awssso.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One IAM Identity Center instance, as a person or a config file names it.
 *
 * @param startUrl the start URL exactly as configured or given; never normalised, since file names depend on it
 * @param region the region of the instance (not the region of the work)
 * @param sessionName the {@code [sso-session]} it was asked for by; null when it was asked for by its start URL
 * @param scopes the registration scopes, in order; {@code sso:account:access} unless configured
 */
public record Instance(String startUrl, String region, @Nullable String sessionName, List<String> scopes) {

    /** What a sign-in asks for unless {@code sso_registration_scopes} says otherwise. */
    public static final List<String> DEFAULT_SCOPES = List.of("sso:account:access");

    // Stands where nobody knows the start URL: RFC 2606 keeps this name free.
    private static final String NO_START_URL = "https://unknown.invalid/start";

    public Instance {
        if (startUrl.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException("an instance has a start URL and a region");
        }
        scopes = List.copyOf(scopes);
    }

    /** An instance of which only the region is known, for use with an access token that was passed in. */
    public static Instance withoutStartUrl(String region) {
        return new Instance(NO_START_URL, region, null, DEFAULT_SCOPES);
    }

    /** What names this instance's sign-in on this machine: the session, or else the start URL exactly as it is spelled. */
    public String signInName() {
        return sessionName == null ? startUrl : sessionName;
    }

    /** The same instance under another start URL, or another spelling of it, with no session. */
    Instance byStartUrl(String otherStartUrl) {
        return new Instance(otherStartUrl, region, null, scopes);
    }

    /** The same instance as that session. */
    Instance bySession(String name) {
        return new Instance(startUrl, region, name, scopes);
    }

    /** The same instance in the region that its token file tells. */
    Instance in(@Nullable String otherRegion) {
        return otherRegion == null ? this : new Instance(startUrl, otherRegion, sessionName, scopes);
    }

    /** False when nobody said the start URL, as with an access token that was passed in. */
    public boolean hasStartUrl() {
        return !startUrl.equals(NO_START_URL);
    }
}
