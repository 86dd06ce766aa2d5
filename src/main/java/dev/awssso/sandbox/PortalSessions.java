package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sign-ins, their access tokens and their refresh tokens. */
final class PortalSessions {

    private record Access(PortalSession session, Instant expiresAt) {}

    private final SandboxState state;
    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, PortalSession> refresh = new HashMap<>();

    PortalSessions(SandboxState state) {
        this.state = state;
    }

    /** A new sign-in through a client; answers the members of CreateToken. */
    synchronized JsonObject begin(Registration client) {
        Lifetimes lifetimes = state.behaviour().lifetimes();
        Instant end = state.clock().instant().plus(lifetimes.session());
        PortalSession session = new PortalSession(state.user(), client.clientId(), client.scopes(), end);
        if (!client.refreshable()) {
            boolean plain = client.scopes().isEmpty();
            return issue(session, plain ? lifetimes.plainToken() : lifetimes.accessToken());
        }
        return issue(session, lifetimes.accessToken()).with("refreshToken", renewable(session));
    }

    /** CreateToken with a refresh token. */
    synchronized JsonObject renew(Registration client, String spent) {
        PortalSession session = refresh.get(spent);
        // A refresh token is bound to the registration that got it.
        if (session == null || session.revoked() || !session.clientId().equals(client.clientId())) {
            throw OidcError.INVALID_GRANT.refusal("Invalid refresh token provided");
        }
        if (!state.clock().instant().isBefore(session.endsAt())) {
            throw OidcError.EXPIRED_TOKEN.refusal("Refresh token is expired");
        }
        JsonObject answer = issue(session, state.behaviour().lifetimes().accessToken());
        if (!state.behaviour().rotatesRefreshTokens()) {
            return answer;
        }
        refresh.remove(spent);
        return answer.with("refreshToken", renewable(session));
    }

    private JsonObject issue(PortalSession session, Duration lifetime) {
        String token = state.entropy().secret("aoaAAAAA", 240);
        access.put(token, new Access(session, state.clock().instant().plus(lifetime)));
        return JsonObject.empty()
                .with("accessToken", token)
                .with("tokenType", "Bearer")
                .with("expiresIn", lifetime.toSeconds());
    }

    private String renewable(PortalSession session) {
        String token = state.entropy().secret("aorAAAAA", 240);
        refresh.put(token, session);
        return token;
    }

    /** The sign-in behind an access token that still holds. */
    synchronized Optional<PortalSession> find(String accessToken) {
        Access known = access.get(accessToken);
        if (known == null || known.session().revoked()) {
            return Optional.empty();
        }
        boolean expired = !state.clock().instant().isBefore(known.expiresAt());
        return expired ? Optional.empty() : Optional.of(known.session());
    }

    /** Ends all access tokens; refresh tokens still work. */
    synchronized void expireAccessTokens() {
        access.clear();
    }

    /** Ends every sign-in. */
    synchronized void revokeAll() {
        access.values().forEach(known -> known.session().revoke());
        refresh.values().forEach(PortalSession::revoke);
    }
}
