package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authorization code flow with PKCE (RFC 6749 4.1, RFC 7636): requests that wait for a person, and codes. */
final class CodeGrants {

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    /**
     * What a browser asked for.
     *
     * @param client who gets the code
     * @param redirectUri where it goes, with the port
     * @param handle the client's state, which goes back unchanged
     * @param challenge base64url of the SHA-256 of the verifier
     */
    record Asked(Registration client, String redirectUri, String handle, String challenge) {}

    /**
     * A sign-in that waits for a person.
     *
     * @param id tells it from others; what the page's form carries
     * @param asked what the browser asked for
     * @param expiresAt when nobody can decide any longer
     */
    record Waiting(String id, Asked asked, Instant expiresAt) {}

    private static final class Issued {
        private final Asked asked;
        private final String user;
        private final Instant expiresAt;
        private boolean spent;

        Issued(Asked asked, String user, Instant expiresAt) {
            this.asked = asked;
            this.user = user;
            this.expiresAt = expiresAt;
        }
    }

    private final SandboxState state;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Issued> codes = new HashMap<>();

    CodeGrants(SandboxState state) {
        this.state = state;
    }

    /** Keeps a request until a person decides; returns what the page's form carries. */
    synchronized String await(Asked asked) {
        String ticket = state.entropy().name(16);
        waiting.put(ticket, new Waiting(ticket, asked, state.clock().instant().plus(CODE_LIFETIME)));
        return ticket;
    }

    /** The request behind a form, while it can be decided. */
    synchronized Optional<Asked> find(String ticket) {
        return Optional.ofNullable(waiting.get(ticket)).filter(this::open).map(Waiting::asked);
    }

    /** Takes the request behind a form, once. */
    synchronized Optional<Asked> take(String ticket) {
        return Optional.ofNullable(waiting.remove(ticket)).filter(this::open).map(Waiting::asked);
    }

    private boolean open(Waiting request) {
        return state.clock().instant().isBefore(request.expiresAt());
    }

    /** The requests that wait for a person, oldest first. */
    synchronized List<Waiting> waiting() {
        return waiting.values().stream().filter(this::open).toList();
    }

    private synchronized String issue(Asked asked, String user) {
        String code = state.entropy().secret("", 48);
        codes.put(code, new Issued(asked, user, state.clock().instant().plus(CODE_LIFETIME)));
        return code;
    }

    /** Where the browser goes when this person has approved. */
    String approved(Asked asked, String user) {
        return back(asked.redirectUri(), "code=" + issue(asked, user), asked.handle());
    }

    /** Where the browser goes when a person has denied. */
    static String denied(Asked asked) {
        return back(
                asked.redirectUri(),
                "error=access_denied&error_description=The+person+denied+the+request",
                asked.handle());
    }

    /** The redirect URI with parameters and the client's state. */
    static String back(String redirectUri, String parameters, String handle) {
        return redirectUri + "?" + parameters + "&state=" + URLEncoder.encode(handle, StandardCharsets.UTF_8);
    }

    /** CreateToken with an authorization code. */
    synchronized JsonObject redeem(Registration client, JsonObject request) {
        if (!client.grants().contains(Registration.AUTHORIZATION_CODE)) {
            throw OidcError.UNAUTHORIZED_CLIENT.refusal("The client is not registered for the code grant");
        }
        String code = JsonMembers.required(request, "code");
        String redirectUri = JsonMembers.required(request, "redirectUri");
        String verifier = JsonMembers.required(request, "codeVerifier");
        Issued issued = codes.get(code);
        if (issued == null || !issued.asked.client().clientId().equals(client.clientId())) {
            throw OidcError.INVALID_GRANT.refusal("Invalid authorization code provided");
        }
        if (issued.spent) {
            throw OidcError.INVALID_GRANT.refusal("Authorization code was used before");
        }
        // RFC 6749 4.1.2: a code is good for one request, also for one that fails.
        issued.spent = true;
        if (!state.clock().instant().isBefore(issued.expiresAt)) {
            throw OidcError.EXPIRED_TOKEN.refusal("Authorization code is expired");
        }
        if (!issued.asked.redirectUri().equals(redirectUri)) {
            throw OidcError.INVALID_GRANT.refusal("Redirect URI does not match that of the authorization request");
        }
        if (!verifier.matches("[A-Za-z0-9._~-]{43,128}") || !challenge(verifier).equals(issued.asked.challenge())) {
            throw OidcError.INVALID_GRANT.refusal("Invalid code verifier provided");
        }
        return state.sessions().begin(client, issued.user);
    }

    // RFC 7636 4.6
    static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
