package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** One sign-in of a person: what its tokens may do, and until when they can be renewed. */
final class PortalSession {

    private final String clientId;
    private final String user;
    private final List<String> scopes;
    private final Instant endsAt;
    private boolean revoked;

    PortalSession(String clientId, String user, List<String> scopes, Instant endsAt) {
        this.clientId = clientId;
        this.user = user;
        this.scopes = List.copyOf(scopes);
        this.endsAt = endsAt;
    }

    String clientId() {
        return clientId;
    }

    /** Who signed in. */
    String user() {
        return user;
    }

    Instant endsAt() {
        return endsAt;
    }

    /** Tokens without scopes are of the old kind, made for the portal alone. */
    boolean opensThePortal() {
        return scopes.isEmpty() || scopes.contains("sso:account:access");
    }

    /** All of it, for {@link #of}. */
    JsonObject snapshot() {
        return JsonObject.empty()
                .with("user", user)
                .with("clientId", clientId)
                .with("scopes", scopes)
                .with("endsAt", endsAt.toString());
    }

    static PortalSession of(JsonObject kept) {
        return new PortalSession(
                JsonMembers.required(kept, "clientId"),
                JsonMembers.required(kept, "user"),
                JsonMembers.strings(kept, "scopes"),
                JsonMembers.moment(kept, "endsAt"));
    }

    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean revoked() {
        return revoked;
    }
}
