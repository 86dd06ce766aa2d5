package dev.awssso.credentials;

import dev.awssso.roles.RoleArn;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials start, before any role is assumed from there.
 *
 * @param source brings them
 * @param origin their kind, as far as it is known before they are fetched
 * @param description for messages: {@code profile "dev"}, {@code the environment}
 * @param profileRegion {@code region} of the profile; null when it has none or there is no profile
 * @param ssoRegion the region of the Identity Center instance; null when none is involved
 * @param startUrl the start URL of that instance; null when none is involved
 * @param role the role they are of; null where that is not known
 * @param renewable whether a second fetch can bring later credentials than the first
 */
public record StartingPoint(
        CredentialSource source,
        Origin origin,
        String description,
        @Nullable String profileRegion,
        @Nullable String ssoRegion,
        @Nullable String startUrl,
        @Nullable RoleArn role,
        boolean renewable) {

    /** One that has to do neither with a profile nor with Identity Center. */
    static StartingPoint plain(CredentialSource source, Origin origin, String description, boolean renewable) {
        return new StartingPoint(source, origin, description, null, null, null, null, renewable);
    }
}
