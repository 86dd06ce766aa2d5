package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;

/** STS: the query protocol of AWS, signed requests in, XML out (service model of sts, version 2011-06-15). */
final class StsEndpoint implements Endpoint {

    private static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = " xmlns=\"https://sts.amazonaws.com/doc/" + VERSION + "/\"";

    private final SandboxState state;
    private final SignatureCheck signatures;
    private final RoleAssumption roles;
    private final SessionTokens tokens;

    StsEndpoint(SandboxState state) {
        this.state = state;
        this.signatures = new SignatureCheck(state);
        MfaDevice mfa = new MfaDevice(state.clock());
        this.roles = new RoleAssumption(state, mfa);
        this.tokens = new SessionTokens(state, mfa);
    }

    @Override
    public Optional<String> operation(Request request) {
        if (!request.is("POST", "/")) {
            return Optional.empty();
        }
        return Optional.of(
                action(request).filter(name -> name.matches("[A-Za-z]{1,64}")).orElse("UnknownAction"));
    }

    private static Optional<String> action(Request request) {
        try {
            return request.form().get("Action");
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (!request.mediaType().equals("application/x-www-form-urlencoded")) {
            throw new Refusal(400, "MissingAction", "The body must be a form");
        }
        Parameters form = request.form();
        String action = form.get("Action").orElseThrow(() -> new Refusal(400, "MissingAction", "Missing Action"));
        if (!form.get("Version").filter(VERSION::equals).isPresent()) {
            throw new Refusal(400, "InvalidAction", "Could not find operation " + action + " for version unknown");
        }
        Xml result = act(action, request, new StsParameters(form), facts);
        String id = state.requestId();
        String metadata = Xml.of("ResponseMetadata").with("RequestId", id).element("");
        String name = action + "Response";
        String body = "<" + name + NAMESPACE + ">" + result.element("") + metadata + "</" + name + ">\n";
        return Reply.text(200, "text/xml", body).withRequestId(id);
    }

    private Xml act(String action, Request request, StsParameters parameters, Map<String, String> facts) {
        return switch (action) {
            // The one call that needs no signature: the token is the proof.
            case "AssumeRoleWithWebIdentity" -> roles.byWebIdentity(parameters, facts);
            case "GetCallerIdentity" -> identity(signatures.verify(request, facts));
            case "AssumeRole" -> roles.byRole(signatures.verify(request, facts), parameters, facts);
            case "GetSessionToken" -> tokens.session(signatures.verify(request, facts), parameters);
            case "GetFederationToken" -> tokens.federation(signatures.verify(request, facts), parameters);
            default ->
                throw new Refusal(
                        400, "InvalidAction", "Could not find operation " + action + " for version " + VERSION);
        };
    }

    private static Xml identity(Keys caller) {
        Principal principal = caller.principal();
        return Xml.of("GetCallerIdentityResult")
                .with("Arn", principal.arn())
                .with("UserId", principal.userId())
                .with("Account", principal.account());
    }

    @Override
    public Reply refuse(Refusal refusal) {
        String type = refusal.status() < 500 ? "Sender" : "Receiver";
        String id = state.requestId();
        String body = Xml.of("ErrorResponse")
                .with(Xml.of("Error")
                        .with("Type", type)
                        .with("Code", refusal.code())
                        .with("Message", refusal.message()))
                .with("RequestId", id)
                .element(NAMESPACE);
        return Reply.text(refusal.status(), "text/xml", body + "\n").withRequestId(id);
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(400, "Throttling", "Rate exceeded");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "InternalFailure", "The request processing has failed");
    }
}
