package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that has registered; its secret is kept by {@link Registrations}.
 *
 * @param clientId its public name
 * @param clientName what the page shows to the person
 * @param scopes what its tokens may be used for; empty: the old tokens that last long and cannot be refreshed
 * @param grants the grant types it may use
 * @param redirectUris where an authorization code may be sent
 * @param issuerUrl the start URL it named, for PKCE
 * @param issuedAt when it registered
 * @param expiresAt when its secret ends
 */
record Registration(
        String clientId,
        String clientName,
        List<String> scopes,
        List<String> grants,
        List<String> redirectUris,
        @Nullable String issuerUrl,
        Instant issuedAt,
        Instant expiresAt) {

    static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    static final String AUTHORIZATION_CODE = "authorization_code";
    static final String REFRESH_TOKEN = "refresh_token";

    Registration {
        scopes = List.copyOf(scopes);
        grants = List.copyOf(grants);
        redirectUris = List.copyOf(redirectUris);
    }

    /** All of it but the secret, for {@link #of}. */
    JsonObject snapshot() {
        JsonObject all = JsonObject.empty()
                .with("id", clientId)
                .with("name", clientName)
                .with("scopes", scopes)
                .with("grants", grants)
                .with("redirects", redirectUris)
                .with("issuedAt", issuedAt.toString())
                .with("expiresAt", expiresAt.toString());
        return issuerUrl == null ? all : all.with("issuer", issuerUrl);
    }

    static Registration of(JsonObject kept) {
        return new Registration(
                JsonMembers.required(kept, "id"),
                JsonMembers.required(kept, "name"),
                JsonMembers.strings(kept, "scopes"),
                JsonMembers.strings(kept, "grants"),
                JsonMembers.strings(kept, "redirects"),
                JsonMembers.optional(kept, "issuer").orElse(null),
                JsonMembers.moment(kept, "issuedAt"),
                JsonMembers.moment(kept, "expiresAt"));
    }

    /** Whether its tokens come with a refresh token: it has scopes, and did not leave that grant out. */
    boolean refreshable() {
        return !scopes.isEmpty() && grants.contains(REFRESH_TOKEN);
    }
}
