package dev.awssso.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says about its signature, in the header {@code Authorization} or, for a presigned URL, in its query
 * (AWS General Reference, "Authenticating requests").
 *
 * @param accessKeyId of the keys
 * @param date of the scope, {@code yyyyMMdd}
 * @param region of the scope
 * @param service of the scope
 * @param signedHeaders their names, joined by semicolons
 * @param value the signature itself
 * @param timestamp when it was made, as it was sent
 * @param token the session token, empty when there is none
 * @param presigned whether it is in the query
 */
record Signature(
        String accessKeyId,
        String date,
        String region,
        String service,
        String signedHeaders,
        String value,
        String timestamp,
        String token,
        boolean presigned) {

    private static final Pattern HEADER = Pattern.compile(
            "AWS4-HMAC-SHA256 +Credential=([A-Z0-9]{16,32})/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request *, *"
                    + "SignedHeaders=([a-z0-9;-]+) *, *Signature=([0-9a-f]{64})");
    private static final Pattern CREDENTIAL =
            Pattern.compile("([A-Z0-9]{16,32})/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Whether the signature is in the request's query. */
    static boolean presigned(Parameters query) {
        return query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature") || query.has("X-Amz-Credential");
    }

    /**
     * Reads it.
     *
     * @throws Refusal when there is none, or not all of it
     */
    static Signature of(Request request) {
        Parameters query = request.query();
        Optional<String> header = request.header("authorization");
        if (presigned(query)) {
            if (header.isPresent()) {
                throw incomplete("Only one auth mechanism is allowed: the Authorization header or the query.");
            }
            return ofQuery(query);
        }
        return ofHeader(
                header.orElseThrow(() ->
                        new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token")),
                request);
    }

    private static Signature ofHeader(String authorization, Request request) {
        Matcher parts = HEADER.matcher(authorization.strip());
        if (!parts.matches()) {
            throw incomplete("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
        }
        return new Signature(
                parts.group(1),
                parts.group(2),
                parts.group(3),
                parts.group(4),
                parts.group(5),
                parts.group(6),
                request.header("x-amz-date").orElse(""),
                request.header("x-amz-security-token").orElse(""),
                false);
    }

    private static Signature ofQuery(Parameters query) {
        Matcher scope = CREDENTIAL.matcher(query.get("X-Amz-Credential").orElse(""));
        String signedHeaders = query.get("X-Amz-SignedHeaders").orElse("");
        String value = query.get("X-Amz-Signature").orElse("");
        boolean complete =
                query.get("X-Amz-Algorithm").filter(SigV4.ALGORITHM::equals).isPresent()
                        && scope.matches()
                        && signedHeaders.matches("[a-z0-9;-]+")
                        && value.matches("[0-9a-f]{64}")
                        && query.has("X-Amz-Date");
        if (!complete) {
            throw incomplete("AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential',"
                    + " 'X-Amz-SignedHeaders', 'X-Amz-Date' and 'X-Amz-Signature'.");
        }
        String expires = query.get("X-Amz-Expires").orElse("");
        if (!expires.matches("[0-9]{1,6}") || Long.parseLong(expires) > LONGEST.toSeconds()) {
            throw incomplete("X-Amz-Expires must be a number of seconds of at most a week.");
        }
        return new Signature(
                scope.group(1),
                scope.group(2),
                scope.group(3),
                scope.group(4),
                signedHeaders,
                value,
                query.get("X-Amz-Date").orElse(""),
                query.get("X-Amz-Security-Token").orElse(""),
                true);
    }

    /** {@code yyyyMMdd/region/service/aws4_request}. */
    String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }

    static Refusal incomplete(String message) {
        return new Refusal(400, "IncompleteSignature", message);
    }

    @Override
    public String toString() {
        return "Signature[" + accessKeyId + "]";
    }
}
