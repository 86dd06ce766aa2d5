package dev.awssso.sandbox;

import java.time.Instant;
import java.util.List;

/** One sign-in of the person: what its tokens may do, and until when they can be renewed. */
final class PortalSession {

    private final String user;
    private final String clientId;
    private final List<String> scopes;
    private final Instant endsAt;
    private boolean revoked;

    PortalSession(String user, String clientId, List<String> scopes, Instant endsAt) {
        this.user = user;
        this.clientId = clientId;
        this.scopes = List.copyOf(scopes);
        this.endsAt = endsAt;
    }

    /** The name of the person who signed in. */
    String user() {
        return user;
    }

    String clientId() {
        return clientId;
    }

    Instant endsAt() {
        return endsAt;
    }

    /** Tokens without scopes are of the old kind, made for the portal alone. */
    boolean opensThePortal() {
        return scopes.isEmpty() || scopes.contains("sso:account:access");
    }

    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean revoked() {
        return revoked;
    }
}
