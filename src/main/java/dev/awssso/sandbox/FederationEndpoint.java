package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-in of the web console for federated users: getSigninToken, login, and sign-out (IAM user guide, "Enable
 * custom identity broker access to the AWS console").
 */
final class FederationEndpoint implements Endpoint {

    private static final Map<String, String> CONSOLES = Map.of(
            "aws-us-gov", "amazonaws-us-gov.com",
            "aws-cn", "amazonaws.cn",
            "aws-eusc", "amazonaws-eusc.eu");
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

    private record Ticket(Principal principal, Instant expiresAt) {}

    private final SandboxState state;
    private final Map<String, Ticket> tickets = new HashMap<>();

    FederationEndpoint(SandboxState state) {
        this.state = state;
    }

    @Override
    public Optional<String> operation(Request request) {
        if (request.path().equals("/oauth")) {
            return Optional.of("ConsoleLogout");
        }
        if (!request.path().equals("/federation")) {
            return Optional.empty();
        }
        return Optional.of(
                parameters(request).get("Action").filter("login"::equals).isPresent()
                        ? "ConsoleLogin"
                        : "GetSigninToken");
    }

    private static Parameters parameters(Request request) {
        try {
            return request.method().equals("POST") ? request.form() : request.query();
        } catch (Refusal refusal) {
            return Parameters.parse("");
        }
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        Parameters parameters = parameters(request);
        facts.put("method", request.method());
        if (request.path().equals("/oauth")) {
            return signOut(parameters);
        }
        return switch (parameters.get("Action").orElse("")) {
            case "getSigninToken" -> signinToken(parameters, facts);
            case "login" -> login(parameters, facts);
            default -> throw new Refusal(400, "InvalidAction", "Action must be getSigninToken or login");
        };
    }

    private Reply signinToken(Parameters parameters, Map<String, String> facts) {
        Keys keys = session(parameters.get("Session").orElse(""));
        facts.put("arn", keys.principal().arn());
        parameters.get("SessionDuration").ifPresent(text -> facts.put("sessionDuration", text));
        if (parameters.has("SessionDuration")) {
            requireDuration(keys, parameters.get("SessionDuration").orElse(""));
        }
        String token = state.entropy().secret("VCQgs5qZZt3Q", 300);
        synchronized (tickets) {
            tickets.put(
                    token, new Ticket(keys.principal(), state.clock().instant().plus(TOKEN_LIFETIME)));
        }
        return Reply.json(200, JsonObject.empty().with("SigninToken", token));
    }

    // Role sessions and federated users may enter the console; users and GetSessionToken may not.
    private Keys session(String json) {
        JsonObject session;
        try {
            session = JsonObject.parse(json);
        } catch (JsonException e) {
            throw new Refusal(400, "BadRequest", "Session is not a JSON object");
        }
        Optional<Keys> keys = session.string("sessionId").flatMap(state.keys()::find);
        boolean proven = keys.isPresent()
                && session.string("sessionKey")
                        .filter(keys.get().secretAccessKey()::equals)
                        .isPresent()
                && session.string("sessionToken")
                        .filter(text -> text.equals(keys.get().sessionToken()))
                        .isPresent();
        boolean welcome = proven
                && !keys.get().expired(state.clock().instant())
                && (keys.get().origin().roleSession() || keys.get().origin() == Keys.Origin.FEDERATION);
        if (!welcome) {
            throw new Refusal(400, "BadRequest", "The credentials are not accepted for console sign-in");
        }
        return keys.get();
    }

    private static void requireDuration(Keys keys, String text) {
        boolean number = text.matches("[0-9]{1,6}");
        boolean bounded = number && Integer.parseInt(text) >= 900 && Integer.parseInt(text) <= 43_200;
        boolean allowed = keys.origin() == Keys.Origin.IDENTITY_CENTER || keys.origin() == Keys.Origin.ASSUMED_ROLE;
        if (!bounded || !allowed) {
            throw new Refusal(400, "BadRequest", "SessionDuration is not accepted");
        }
    }

    private Reply login(Parameters parameters, Map<String, String> facts) {
        Ticket ticket;
        synchronized (tickets) {
            ticket = parameters.get("SigninToken").map(tickets::remove).orElse(null);
        }
        String destination = parameters.get("Destination").orElse("");
        if (ticket == null || !state.clock().instant().isBefore(ticket.expiresAt())) {
            throw new Refusal(400, "BadRequest", "The sign-in link is wrong, was used before, or has expired.");
        }
        if (!ofConsole(destination)) {
            throw new Refusal(400, "BadRequest", "Destination must be a console URL.");
        }
        facts.put("arn", ticket.principal().arn());
        facts.put("destination", destination);
        parameters.get("Issuer").ifPresent(issuer -> facts.put("issuer", issuer));
        return Page.ofSuccess("Signed in to the console")
                .paragraph("AWS would now show the page below.")
                .fact("Signed in as", ticket.principal().arn())
                .fact("Page", destination)
                .reply(200);
    }

    // The page that is left is in the console of the same partition.
    private boolean ofConsole(String destination) {
        String domain = CONSOLES.getOrDefault(state.partition(), "aws.amazon.com");
        try {
            URI uri = new URI(destination);
            String host = String.valueOf(uri.getHost());
            return "https".equals(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && (host.equals(domain) || host.endsWith("." + domain));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Reply signOut(Parameters parameters) {
        Optional<String> next =
                parameters.get("redirect_uri").filter(uri -> uri.startsWith(state.origin() + "/federation?"));
        return next.map(Reply::redirect).orElseGet(() -> Page.titled("Signed out")
                .paragraph("No console session is open.")
                .reply(200));
    }

    @Override
    public Reply refuse(Refusal refusal) {
        return Page.ofFailure("Not possible").paragraph(refusal.message()).reply(refusal.status());
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(429, "TooManyRequests", "Too many requests");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "InternalError", "Internal error");
    }
}
