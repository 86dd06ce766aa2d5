package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The clients that have registered, and who proves to be one. */
final class Registrations implements Kept {

    private static final List<String> GRANTS =
            List.of(Registration.DEVICE_CODE, Registration.AUTHORIZATION_CODE, Registration.REFRESH_TOKEN);
    // What one gets without asking (AWS CLI v2 sends no grantTypes for a device registration).
    private static final List<String> DEFAULT_GRANTS = List.of(Registration.DEVICE_CODE, Registration.REFRESH_TOKEN);

    private record Known(Registration registration, String proof) {
        boolean provenBy(String shown) {
            return MessageDigest.isEqual(
                    proof.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final SandboxState state;
    private final Map<String, Known> byId = new HashMap<>();

    Registrations(SandboxState state) {
        this.state = state;
    }

    /** RegisterClient: checks the request as the service does and answers its members. */
    synchronized JsonObject register(JsonObject request) {
        String name = JsonMembers.required(request, "clientName");
        if (!JsonMembers.required(request, "clientType").equals("public")) {
            throw OidcError.INVALID_CLIENT_METADATA.refusal("Invalid clientType provided");
        }
        List<String> scopes = scopes(JsonMembers.strings(request, "scopes"));
        List<String> grants = grants(JsonMembers.strings(request, "grantTypes"));
        List<String> redirects = JsonMembers.strings(request, "redirectUris");
        Optional<String> issuer = JsonMembers.optional(request, "issuerUrl");
        if (grants.contains(Registration.AUTHORIZATION_CODE)) {
            requireRedirects(redirects);
            state.requireStartUrl(issuer.orElseThrow(() -> OidcError.INVALID_REQUEST.refusal("issuerUrl is required")));
        }
        Instant now = state.clock().instant();
        Registration registration = new Registration(
                state.entropy().name(24),
                name,
                scopes,
                grants,
                redirects,
                issuer.orElse(null),
                now,
                now.plus(state.behaviour().lifetimes().registration()));
        // The real one is a JWT of some 2 KB.
        String proof = state.entropy().secret("eyJraWQiOiJ", 600);
        byId.put(registration.clientId(), new Known(registration, proof));
        return answer(registration, proof);
    }

    private JsonObject answer(Registration registration, String proof) {
        return JsonObject.empty()
                .with("clientId", registration.clientId())
                .with("clientSecret", proof)
                .with("clientIdIssuedAt", registration.issuedAt().getEpochSecond())
                .with("clientSecretExpiresAt", registration.expiresAt().getEpochSecond());
    }

    /** The client that a request names and proves to be with its secret. */
    synchronized Registration authenticate(JsonObject request) {
        String id = JsonMembers.required(request, "clientId");
        String proof = JsonMembers.required(request, "clientSecret");
        Known known = byId.get(id);
        if (known == null || !known.provenBy(proof)) {
            throw OidcError.INVALID_CLIENT.refusal("Invalid client credentials");
        }
        if (!state.clock().instant().isBefore(known.registration().expiresAt())) {
            throw OidcError.INVALID_CLIENT.refusal("Client is expired");
        }
        return known.registration();
    }

    /** The client with this id, when its registration still holds. */
    synchronized Optional<Registration> find(String clientId) {
        return Optional.ofNullable(byId.get(clientId))
                .map(Known::registration)
                .filter(registration -> state.clock().instant().isBefore(registration.expiresAt()));
    }

    /** Forgets all clients, as the service does when it loses or withdraws a registration. */
    synchronized void forget() {
        byId.clear();
    }

    @Override
    public String name() {
        return "registrations";
    }

    @Override
    public synchronized JsonObject snapshot() {
        Instant now = state.clock().instant();
        List<JsonObject> clients = byId.values().stream()
                .filter(known -> now.isBefore(known.registration().expiresAt()))
                .map(known -> known.registration().snapshot().with("secret", known.proof()))
                .toList();
        return JsonObject.empty().with("clients", clients);
    }

    @Override
    public synchronized void restore(JsonObject kept) {
        byId.clear();
        for (JsonObject client : JsonMembers.objects(kept, "clients")) {
            Registration registration = Registration.of(client);
            byId.put(registration.clientId(), new Known(registration, JsonMembers.required(client, "secret")));
        }
    }

    private static List<String> scopes(List<String> asked) {
        for (String scope : asked) {
            if (!scope.matches("[a-z0-9-]+(:[a-z0-9_*-]+)+")) {
                throw OidcError.INVALID_SCOPE.refusal("Invalid scope provided");
            }
        }
        return asked;
    }

    private static List<String> grants(List<String> asked) {
        if (asked.isEmpty()) {
            return DEFAULT_GRANTS;
        }
        if (!GRANTS.containsAll(asked)) {
            throw OidcError.UNSUPPORTED_GRANT_TYPE.refusal("Unsupported grant type");
        }
        // Seen with the real service: a registration serves the device grant or the code grant, never both.
        if (asked.containsAll(Set.of(Registration.DEVICE_CODE, Registration.AUTHORIZATION_CODE))) {
            throw OidcError.INVALID_SCOPE.refusal("Grant types cannot be mixed");
        }
        return asked;
    }

    private static void requireRedirects(List<String> redirects) {
        if (redirects.isEmpty()) {
            throw OidcError.INVALID_REDIRECT_URI.refusal("redirectUris are required");
        }
        for (String redirect : redirects) {
            if (!isLoopbackCallback(redirect)) {
                throw OidcError.INVALID_REDIRECT_URI.refusal("Invalid redirect URI");
            }
        }
    }

    // RFC 8252 7.3: plain http on a loopback address; the service knows this one path.
    private static boolean isLoopbackCallback(String redirect) {
        try {
            URI uri = new URI(redirect);
            return "http".equals(uri.getScheme())
                    && Set.of("127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()))
                    && "/oauth/callback".equals(uri.getRawPath())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
