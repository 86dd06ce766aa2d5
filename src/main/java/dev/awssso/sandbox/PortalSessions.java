package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sign-ins, their access tokens and their refresh tokens. */
final class PortalSessions implements Kept {

    private record AccessToken(PortalSession session, Instant expiresAt) {}

    private final SandboxState state;
    private final Map<String, AccessToken> access = new HashMap<>();
    private final Map<String, PortalSession> refresh = new HashMap<>();

    PortalSessions(SandboxState state) {
        this.state = state;
    }

    /** A new sign-in of a person through a client; answers the members of CreateToken. */
    synchronized JsonObject begin(Registration client, String user) {
        if (state.directory().user(user).isEmpty()) {
            throw OidcError.ACCESS_DENIED.refusal("The person is not in the directory");
        }
        Lifetimes lifetimes = state.behaviour().lifetimes();
        Instant end = state.clock().instant().plus(lifetimes.session());
        PortalSession session = new PortalSession(client.clientId(), user, client.scopes(), end);
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
        if (session == null || over(session) || !session.clientId().equals(client.clientId())) {
            throw OidcError.INVALID_GRANT.refusal("Invalid refresh token provided");
        }
        if (!state.clock().instant().isBefore(session.endsAt())) {
            throw OidcError.EXPIRED_TOKEN.refusal("Refresh token is expired");
        }
        JsonObject answer = issue(session, state.behaviour().lifetimes().accessToken());
        // AWS sends it every time; five SDKs store what the answer has, and cannot refresh twice without it.
        if (!state.behaviour().rotatesRefreshTokens()) {
            return answer.with("refreshToken", spent);
        }
        refresh.remove(spent);
        return answer.with("refreshToken", renewable(session));
    }

    private JsonObject issue(PortalSession session, Duration lifetime) {
        String token = state.entropy().secret("aoaAAAAA", 240);
        access.put(token, new AccessToken(session, state.clock().instant().plus(lifetime)));
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
        AccessToken known = access.get(accessToken);
        if (known == null || over(known.session())) {
            return Optional.empty();
        }
        boolean expired = !state.clock().instant().isBefore(known.expiresAt());
        return expired ? Optional.empty() : Optional.of(known.session());
    }

    @Override
    public String name() {
        return "sessions";
    }

    // Each session once, with the tokens that lead to it.
    @Override
    public synchronized JsonObject snapshot() {
        Instant now = state.clock().instant();
        Map<PortalSession, List<JsonObject>> tokens = new HashMap<>();
        access.forEach((token, known) -> {
            if (now.isBefore(known.expiresAt()) && !known.session().revoked()) {
                JsonObject one = JsonObject.empty()
                        .with("access", token)
                        .with("expiresAt", known.expiresAt().toString());
                tokens.computeIfAbsent(known.session(), any -> new ArrayList<>())
                        .add(one);
            }
        });
        refresh.forEach((token, session) -> {
            if (now.isBefore(session.endsAt()) && !session.revoked()) {
                JsonObject one = JsonObject.empty().with("refresh", token);
                tokens.computeIfAbsent(session, any -> new ArrayList<>()).add(one);
            }
        });
        List<JsonObject> all = new ArrayList<>();
        tokens.forEach((session, list) -> all.add(session.snapshot().with("tokens", list)));
        return JsonObject.empty().with("sessions", all);
    }

    @Override
    public synchronized void restore(JsonObject kept) {
        access.clear();
        refresh.clear();
        for (JsonObject one : JsonMembers.objects(kept, "sessions")) {
            PortalSession session = PortalSession.of(one);
            for (JsonObject token : JsonMembers.objects(one, "tokens")) {
                token.string("access")
                        .ifPresent(text ->
                                access.put(text, new AccessToken(session, JsonMembers.moment(token, "expiresAt"))));
                token.string("refresh").ifPresent(text -> refresh.put(text, session));
            }
        }
    }

    /** The sign-in behind a refresh token, whether it still holds or not. */
    synchronized Optional<PortalSession> ofRefreshToken(String refreshToken) {
        return Optional.ofNullable(refresh.get(refreshToken));
    }

    // Who is no longer in the directory is signed out.
    private boolean over(PortalSession session) {
        return session.revoked() || state.directory().user(session.user()).isEmpty();
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

    /** Ends every sign-in of one person. */
    synchronized void revokeOf(String user) {
        Stream.concat(access.values().stream().map(AccessToken::session), refresh.values().stream())
                .filter(session -> session.user().equals(user))
                .forEach(PortalSession::revoke);
    }
}
