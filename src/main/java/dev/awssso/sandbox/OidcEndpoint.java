package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The OIDC service: RegisterClient, StartDeviceAuthorization, CreateToken (service model of sso-oidc). */
final class OidcEndpoint implements Endpoint {

    private final SandboxState state;

    OidcEndpoint(SandboxState state) {
        this.state = state;
    }

    @Override
    public Optional<String> operation(Request request) {
        return Optional.ofNullable(
                switch (request.path()) {
                    case "/client/register" -> "RegisterClient";
                    case "/device_authorization" -> "StartDeviceAuthorization";
                    case "/token" -> withIam(request) ? "CreateTokenWithIAM" : "CreateToken";
                    default -> null;
                });
    }

    // The same path, distinguished by its query (service model of sso-oidc).
    private static boolean withIam(Request request) {
        return Arrays.asList(request.rawQuery().split("&", -1)).contains("aws_iam=t");
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (withIam(request)) {
            throw OidcError.INVALID_REQUEST.refusal(Operations.missing("CreateTokenWithIAM"));
        }
        JsonObject body = body(request);
        JsonObject answer =
                switch (request.path()) {
                    case "/client/register" -> state.registrations().register(body);
                    case "/device_authorization" -> state.deviceGrants().start(body);
                    default -> createToken(body, facts);
                };
        return Reply.json(200, answer).with("x-amzn-RequestId", state.requestId());
    }

    private static JsonObject body(Request request) {
        if (!request.method().equals("POST")) {
            throw OidcError.INVALID_REQUEST.refusal("Only POST is supported");
        }
        // "application/x-amz-json-1.1" and the like are other protocols.
        if (!request.mediaType().equals("application/json")) {
            throw OidcError.INVALID_REQUEST.refusal("Content-Type must be application/json");
        }
        try {
            return JsonObject.parse(request.body());
        } catch (JsonException e) {
            throw OidcError.INVALID_REQUEST.refusal("The body is not a JSON object");
        }
    }

    private JsonObject createToken(JsonObject body, Map<String, String> facts) {
        String grant = JsonMembers.required(body, "grantType");
        facts.put("grantType", grant);
        Registration client = state.registrations().authenticate(body);
        return switch (grant) {
            case Registration.DEVICE_CODE ->
                state.deviceGrants().poll(client, JsonMembers.required(body, "deviceCode"));
            case Registration.AUTHORIZATION_CODE -> state.codeGrants().redeem(client, body);
            case Registration.REFRESH_TOKEN -> {
                if (!client.grants().contains(Registration.REFRESH_TOKEN)) {
                    throw OidcError.UNAUTHORIZED_CLIENT.refusal("The client is not registered for the refresh grant");
                }
                yield state.sessions().renew(client, JsonMembers.required(body, "refreshToken"));
            }
            default -> throw OidcError.UNSUPPORTED_GRANT_TYPE.refusal("Unsupported grant type");
        };
    }

    @Override
    public Reply refuse(Refusal refusal) {
        String oauth = OidcError.ofShape(refusal.code()).map(OidcError::oauth).orElse("invalid_request");
        JsonObject body = JsonObject.empty().with("error", oauth).with("error_description", refusal.message());
        return Reply.json(refusal.status(), body)
                .with("x-amzn-ErrorType", refusal.code())
                .with("x-amzn-RequestId", state.requestId());
    }

    @Override
    public Refusal tooOften() {
        return OidcError.SLOW_DOWN.refusal("Too many requests");
    }

    @Override
    public Refusal broken() {
        return OidcError.SERVER_ERROR.refusal("Internal server error");
    }
}
