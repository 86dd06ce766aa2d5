package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The access portal: GetRoleCredentials, ListAccounts, ListAccountRoles, Logout (service model of sso). */
final class PortalEndpoint implements Endpoint {

    private static final String ROLE_NAME = "[A-Za-z0-9_+=,.@-]{1,64}";

    private final SandboxState state;
    private final Pace pace;
    private final PortalPages pages;

    PortalEndpoint(SandboxState state) {
        this.state = state;
        this.pace = new Pace(state.clock());
        this.pages = new PortalPages(state);
    }

    @Override
    public Optional<String> operation(Request request) {
        return Optional.ofNullable(
                switch (request.path()) {
                    case "/federation/credentials" -> "GetRoleCredentials";
                    case "/assignment/accounts" -> "ListAccounts";
                    case "/assignment/roles" -> "ListAccountRoles";
                    case "/logout" -> "Logout";
                    default -> null;
                });
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (!pace.take(state.behaviour().callsPerSecond())) {
            throw tooOften();
        }
        String method = request.path().equals("/logout") ? "POST" : "GET";
        if (!request.method().equals(method)) {
            throw new Refusal(405, "InvalidRequestException", "Only " + method + " is supported");
        }
        PortalSession session = session(request);
        facts.put("user", session.user());
        Parameters query = request.query();
        return switch (request.path()) {
            case "/federation/credentials" -> credentials(session.user(), query, facts);
            case "/assignment/accounts" -> Reply.json(200, pages.accounts(session.user(), query));
            case "/assignment/roles" -> Reply.json(200, pages.roles(session.user(), query));
            default -> logout(session);
        };
    }

    private PortalSession session(Request request) {
        return request.header("x-amz-sso_bearer_token")
                .flatMap(state.sessions()::find)
                .filter(PortalSession::opensThePortal)
                .orElseThrow(() -> new Refusal(401, "UnauthorizedException", "Session token not found or invalid"));
    }

    private Reply credentials(String user, Parameters query, Map<String, String> facts) {
        String role =
                query.get("role_name").filter(name -> name.matches(ROLE_NAME)).orElseThrow(() -> invalid("role_name"));
        String account = accountId(query);
        facts.put("accountId", account);
        facts.put("roleName", role);
        if (!state.directory().access(user).has(account, role)) {
            throw noAccess();
        }
        Duration lifetime = state.directory()
                .sessionLength(role)
                .orElseGet(() -> state.behaviour().lifetimes().role());
        Keys keys = state.keys().issue(principal(user, account, role), Keys.Origin.IDENTITY_CENTER, false, lifetime);
        JsonObject credentials = JsonObject.empty()
                .with("accessKeyId", keys.accessKeyId())
                .with("secretAccessKey", keys.secretAccessKey())
                .with("sessionToken", keys.sessionToken())
                .with("expiration", Objects.requireNonNull(keys.expiresAt()).toEpochMilli());
        return Reply.json(200, JsonObject.empty().with("roleCredentials", credentials));
    }

    private Principal principal(String user, String account, String role) {
        String name = Directory.reservedName(account, role);
        return new Principal(
                account,
                "arn:" + state.partition() + ":sts::" + account + ":assumed-role/" + name + "/" + user,
                Directory.uniqueId("AROA", account + name) + ":" + user);
    }

    private Reply logout(PortalSession session) {
        session.revoke();
        return Reply.empty(200);
    }

    /** The account id of a query, which must be one. */
    static String accountId(Parameters query) {
        return query.get("account_id").filter(id -> id.matches("[0-9]{12}")).orElseThrow(() -> invalid("account_id"));
    }

    static Refusal invalid(String parameter) {
        return new Refusal(400, "InvalidRequestException", "Invalid or missing parameter: " + parameter);
    }

    /** What AWS says of an account or a role that is not the person's, whether it exists or not. */
    static Refusal noAccess() {
        return new Refusal(403, "ForbiddenException", "No access");
    }

    @Override
    public Reply refuse(Refusal refusal) {
        JsonObject body = JsonObject.empty()
                .with("message", refusal.message())
                .with("__type", "com.amazonaws.switchboard.portal#" + refusal.code());
        return Reply.json(refusal.status(), body)
                .with("x-amzn-ErrorType", refusal.code())
                .with("x-amzn-RequestId", state.requestId());
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(429, "TooManyRequestsException", "HTTP 429 Unknown Code");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "InternalServerException", "Internal server error");
    }
}
