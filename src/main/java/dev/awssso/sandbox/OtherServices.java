package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of services that the sandbox does not play, which come when {@code AWS_ENDPOINT_URL} points every client at it.
 * They get one error that says so, in the protocol of the caller, and with a status that no SDK tries again.
 */
final class OtherServices implements Endpoint {

    /** A call of a service that the sandbox does not play. */
    static final String OTHER_SERVICE = "OtherService";

    /** An SDK's call of a service that it does play, with a path that it does not know. */
    static final String UNKNOWN_OPERATION = "UnknownOperation";

    private static final int NOT_IMPLEMENTED = 501;
    private static final String CODE = "NotImplemented";
    private static final Pattern SCOPE = Pattern.compile(
            "Credential=[A-Za-z0-9]+(?:/|%2F)[0-9]+(?:/|%2F)[A-Za-z0-9-]+(?:/|%2F)([A-Za-z0-9-]+)(?:/|%2F)aws4_request");
    // The signing names of STS, the portal, the OIDC service and Sign-In.
    private static final Set<String> OWN = Set.of("sts", "awsssoportal", "sso", "sso-oauth", "signin");
    private static final Set<String> REST_XML =
            Set.of("s3", "s3express", "s3-object-lambda", "s3-outposts", "cloudfront", "route53");

    private final SandboxState state;

    OtherServices(SandboxState state) {
        this.state = state;
    }

    @Override
    public Optional<String> operation(Request request) {
        return service(request).map(name -> OTHER_SERVICE);
    }

    /** For what no other endpoint takes: empty when it comes from no SDK. */
    Optional<String> leftOver(Request request) {
        boolean fromSdk = signedFor(request).isPresent()
                || request.header("amz-sdk-invocation-id").isPresent()
                || request.mediaType().equals("application/json");
        return fromSdk ? Optional.of(UNKNOWN_OPERATION) : Optional.empty();
    }

    // JSON 1.0 and 1.1 name their service in a header, RPC v2 CBOR in the path, the others in the signature alone.
    private static Optional<String> service(Request request) {
        Optional<String> target = request.header("x-amz-target");
        if (target.isPresent()) {
            return Optional.of(target.get().replaceFirst("\\.[^.]*$", ""));
        }
        Optional<String> signed = signedFor(request);
        if (request.header("smithy-protocol").isPresent()) {
            return Optional.of(signed.orElse("unknown"));
        }
        return signed.filter(name -> !OWN.contains(name)).filter(name -> !isOfSts(request));
    }

    // A call of STS that is signed for another service is refused by STS.
    private static boolean isOfSts(Request request) {
        try {
            return request.path().equals("/")
                    && request.query()
                            .and(request.form())
                            .get("Action")
                            .filter(Operations::ofSts)
                            .isPresent();
        } catch (Refusal refusal) {
            return false;
        }
    }

    private static Optional<String> signedFor(Request request) {
        Matcher scope = SCOPE.matcher(request.header("authorization").orElse("") + "\n" + request.rawQuery());
        return scope.find() ? Optional.of(scope.group(1)) : Optional.empty();
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        Optional<String> other = service(request);
        other.ifPresent(name -> facts.put("service", name));
        String message = other.map(name -> "the sandbox has no such service: " + name)
                .orElse(Operations.missing(request.method() + " " + request.path()));
        return inProtocolOf(request, message);
    }

    private Reply inProtocolOf(Request request, String message) {
        String service = signedFor(request).orElse("");
        String id = state.requestId();
        Reply reply;
        if (request.header("smithy-protocol").isPresent()) {
            reply = Reply.bytes(NOT_IMPLEMENTED, "application/cbor", cbor(message))
                    .with("smithy-protocol", "rpc-v2-cbor");
        } else if (request.header("x-amz-target").isPresent()) {
            JsonObject body = JsonObject.empty().with("__type", CODE).with("message", message);
            reply = Reply.json(NOT_IMPLEMENTED, request.mediaType(), body);
        } else if (REST_XML.contains(service)) {
            reply = xml(error(message).with("RequestId", id));
        } else if (service.equals("ec2")) {
            reply = xml(Xml.of("Response")
                    .with(Xml.of("Errors").with(error(message)))
                    .with("RequestID", id));
        } else if (request.mediaType().equals("application/x-www-form-urlencoded")) {
            Xml error =
                    Xml.of("Error").with("Type", "Sender").with("Code", CODE).with("Message", message);
            reply = xml(Xml.of("ErrorResponse").with(error).with("RequestId", id));
        } else {
            reply = Reply.json(NOT_IMPLEMENTED, JsonObject.empty().with("message", message))
                    .with("x-amzn-ErrorType", CODE);
        }
        return reply.withRequestId(id);
    }

    private static Xml error(String message) {
        return Xml.of("Error").with("Code", CODE).with("Message", message);
    }

    private static Reply xml(Xml document) {
        return Reply.text(NOT_IMPLEMENTED, "application/xml", document.element("") + "\n");
    }

    // RFC 8949 3: a map of two pairs of texts (smithy, "RPC v2 CBOR", operation errors).
    private static byte[] cbor(String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xa2);
        cborText(out, "__type");
        cborText(out, CODE);
        cborText(out, "message");
        cborText(out, message);
        return out.toByteArray();
    }

    private static void cborText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Major type 3 with a length of two bytes.
        out.write(0x79);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    @Override
    public Reply refuse(Refusal refusal) {
        JsonObject body = JsonObject.empty().with("message", refusal.message());
        return Reply.json(refusal.status(), body).with("x-amzn-ErrorType", refusal.code());
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(429, "TooManyRequestsException", "Too many requests");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "InternalServerException", "Internal server error");
    }
}
