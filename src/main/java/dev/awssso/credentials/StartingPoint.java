package dev.awssso.credentials;

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
 * @param renewable whether a second fetch can bring later credentials than the first
 */
public record StartingPoint(
        CredentialSource source,
        Origin origin,
        String description,
        @Nullable String profileRegion,
        @Nullable String ssoRegion,
        @Nullable String startUrl,
        boolean renewable) {}
