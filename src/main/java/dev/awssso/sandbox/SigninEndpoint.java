package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** AWS Sign-In's CreateOAuth2Token, with which a sign-in of {@code aws login} is renewed (service model of signin). */
final class SigninEndpoint implements Endpoint {

    static final String OPERATION = "CreateOAuth2Token";

    private static final Duration PROOF_LASTS = Duration.ofMinutes(5);
    private static final Set<String> CLIENTS =
            Set.of(LoginSessions.CLIENT_ID, "arn:aws:signin:::devtools/cross-device");

    private final SandboxState state;
    private final Map<String, Instant> usedProofs = new HashMap<>();

    SigninEndpoint(SandboxState state) {
        this.state = state;
    }

    @Override
    public Optional<String> operation(Request request) {
        // Other operations have the same path and a query (service model of signin).
        boolean ours = request.is("POST", "/v1/token") && request.rawQuery().isEmpty();
        return ours ? Optional.of(OPERATION) : Optional.empty();
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (!request.mediaType().equals("application/json")) {
            throw invalid("Content-Type must be application/json");
        }
        String thumbprint = provenKey(request);
        JsonObject body = body(request);
        String grant = member(body, "grantType");
        facts.put("grantType", grant);
        if (!grant.equals("refresh_token")) {
            throw invalid("The sandbox renews sign-ins at this endpoint, but cannot start them");
        }
        if (!CLIENTS.contains(member(body, "clientId"))) {
            throw invalid("Invalid clientId");
        }
        return Reply.json(200, state.loginSessions().renew(member(body, "refreshToken"), thumbprint))
                .with("x-amzn-RequestId", state.requestId());
    }

    private static JsonObject body(Request request) {
        try {
            return JsonObject.parse(request.body());
        } catch (JsonException e) {
            throw invalid("The body is not a JSON object");
        }
    }

    private static String member(JsonObject body, String name) {
        return body.string(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> invalid("Missing or invalid parameter: " + name));
    }

    // RFC 9449 4.3, step by step.
    private String provenKey(Request request) {
        DpopProof proof = request.header("dpop")
                .flatMap(DpopProof::read)
                .orElseThrow(() -> invalid("The DPoP header is missing, is not a proof, or its signature is wrong"));
        Instant now = state.clock().instant();
        Duration age = Duration.between(Instant.ofEpochSecond(proof.issuedAt()), now);
        if (!proof.method().equals(request.method()) || !isHere(proof.target(), request)) {
            throw invalid("The DPoP proof is for another request");
        }
        if (age.abs().compareTo(PROOF_LASTS) > 0) {
            throw invalid("The DPoP proof is too old, or its time is in the future");
        }
        if (proof.id().isEmpty() || !firstUse(proof.id(), now)) {
            throw invalid("The DPoP proof has no jti, or its jti was used before");
        }
        return proof.thumbprint();
    }

    // The target has neither query nor fragment, both of which count as equal to none.
    private static boolean isHere(String target, Request request) {
        String host = request.header("host").orElse("");
        return target.split("[?#]", 2)[0].equals("http://" + host + request.path());
    }

    private synchronized boolean firstUse(String id, Instant now) {
        usedProofs.values().removeIf(used -> used.plus(PROOF_LASTS.multipliedBy(2))
                .isBefore(now));
        return usedProofs.putIfAbsent(id, now) == null;
    }

    private static Refusal invalid(String message) {
        return new Refusal(400, "INVALID_REQUEST", message);
    }

    @Override
    public Reply refuse(Refusal refusal) {
        String shape =
                switch (refusal.status()) {
                    case 400 -> "ValidationException";
                    case 429 -> "TooManyRequestsError";
                    case 500 -> "InternalServerException";
                    default -> "AccessDeniedException";
                };
        JsonObject body = JsonObject.empty().with("error", refusal.code()).with("message", refusal.message());
        return Reply.json(refusal.status(), body)
                .with("x-amzn-ErrorType", shape)
                .with("x-amzn-RequestId", state.requestId());
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(429, "rate_exceeded", "Too many requests");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "server_error", "Internal server error");
    }
}
