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
        boolean ours = request.path().equals("/") && (request.method().equals("POST") || isQuery(request));
        if (!ours) {
            return Optional.empty();
        }
        return Optional.of(action(request).filter(Operations::ofSts).orElse("UnknownAction"));
    }

    // A person's browser that opens the start page has neither.
    private static boolean isQuery(Request request) {
        try {
            return request.method().equals("GET")
                    && (request.query().has("Action") || Signature.presigned(request.query()));
        } catch (Refusal refusal) {
            return false;
        }
    }

    private static Optional<String> action(Request request) {
        try {
            return parameters(request).get("Action");
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    // The query protocol takes them from the URL and from a form; presigned URLs have all of them in the URL.
    private static Parameters parameters(Request request) {
        boolean form = request.method().equals("POST") && request.body().length > 0;
        return form ? request.query().and(request.form()) : request.query();
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (request.body().length > 0 && !request.mediaType().equals("application/x-www-form-urlencoded")) {
            throw new Refusal(400, "MissingAction", "The body must be a form");
        }
        Parameters form = parameters(request);
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
            case "GetAccessKeyInfo" -> {
                signatures.verify(request, facts);
                yield keyInfo(parameters.required("AccessKeyId", 16, 128, "[\\w]*"));
            }
            case "AssumeRole" -> roles.byRole(signatures.verify(request, facts), parameters, facts);
            case "GetSessionToken" -> tokens.session(signatures.verify(request, facts), parameters);
            case "GetFederationToken" -> tokens.federation(signatures.verify(request, facts), parameters);
            default -> throw unknown(action);
        };
    }

    private static Refusal unknown(String action) {
        return Operations.STS_NOT_MODELLED.contains(action)
                ? new Refusal(400, "InvalidAction", Operations.missing(action))
                : new Refusal(400, "InvalidAction", "Could not find operation " + action + " for version " + VERSION);
    }

    // Which account it is is in the id itself; the key need not exist any longer (API reference, GetAccessKeyInfo).
    private static Xml keyInfo(String accessKeyId) {
        String account = AccessKeyIds.account(accessKeyId)
                .orElseThrow(() -> new Refusal(400, "ValidationError", "The access key id belongs to no account"));
        return Xml.of("GetAccessKeyInfoResult").with("Account", account);
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
