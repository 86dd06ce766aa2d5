package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who signed a request to STS, or why nobody is believed to have. Messages are those of the real service. */
final class SignatureCheck {

    private static final Pattern HEADER = Pattern.compile(
            "AWS4-HMAC-SHA256 +Credential=([A-Z0-9]{16,32})/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request *, *"
                    + "SignedHeaders=([a-z0-9;-]+) *, *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SandboxState state;

    SignatureCheck(SandboxState state) {
        this.state = state;
    }

    /**
     * The keys that a request was signed with.
     *
     * @param facts gets the access key id and the region of the signature
     * @throws Refusal for any signature that AWS would not accept
     */
    Keys verify(Request request, Map<String, String> facts) {
        String authorization = request.header("authorization")
                .orElseThrow(() ->
                        new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
        Matcher parts = HEADER.matcher(authorization.strip());
        if (!parts.matches()) {
            throw new Refusal(
                    400,
                    "IncompleteSignature",
                    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
        }
        facts.put("accessKeyId", parts.group(1));
        facts.put("region", parts.group(3));
        checkScope(parts.group(3), parts.group(4));
        Keys keys = keys(parts.group(1), request);
        String timestamp = timestamp(request, parts.group(2));
        List<String> signed = signedHeaders(request, parts.group(5));
        String scope = parts.group(2) + "/" + parts.group(3) + "/" + parts.group(4) + "/aws4_request";
        String expected = SigV4.signature(keys.secretAccessKey(), timestamp, scope, request, signed);
        if (!equal(expected, parts.group(6))) {
            throw mismatch("The request signature we calculated does not match the signature you provided."
                    + " Check your AWS Secret Access Key and signing method."
                    + " Consult the service documentation for details.");
        }
        // Only who could sign is told that the keys have expired.
        if (keys.expired(state.clock().instant())) {
            throw new Refusal(403, "ExpiredToken", "The security token included in the request is expired");
        }
        return keys;
    }

    private void checkScope(String region, String service) {
        if (!service.equals("sts")) {
            throw mismatch("Credential should be scoped to correct service: 'sts'.");
        }
        if (!region.matches("[a-z]{2,4}(-[a-z]+)+-[0-9]+")) {
            throw mismatch("Credential should be scoped to a valid region.");
        }
        if (state.disabledRegions().contains(region)) {
            throw new Refusal(
                    403,
                    "RegionDisabledException",
                    "STS is not activated in this region for account. Your account administrator can activate STS.");
        }
    }

    // Keys of one partition are unknown in every other.
    private Keys keys(String accessKeyId, Request request) {
        Optional<Keys> found = state.keys().find(accessKeyId);
        Optional<String> token = request.header("x-amz-security-token");
        boolean tokenFits = found.isPresent()
                && equal(
                        token.orElse(""),
                        Optional.ofNullable(found.get().sessionToken()).orElse(""));
        boolean partitionFits = regionOf(request)
                .map(SandboxState::partitionOf)
                .filter(state.partition()::equals)
                .isPresent();
        if (found.isEmpty() || !tokenFits || !partitionFits) {
            throw new Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }
        return found.get();
    }

    private static Optional<String> regionOf(Request request) {
        Matcher parts =
                HEADER.matcher(request.header("authorization").orElse("").strip());
        return parts.matches() ? Optional.of(parts.group(3)) : Optional.empty();
    }

    private String timestamp(Request request, String scopeDate) {
        String stamp = request.header("x-amz-date").orElse("");
        Instant signedAt;
        try {
            signedAt = LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Refusal(
                    400,
                    "IncompleteSignature",
                    "Date must be in ISO-8601 'basic format'. Got '" + stamp.length() + " characters'.");
        }
        if (!stamp.startsWith(scopeDate)) {
            throw mismatch("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + scopeDate + "' != '" + stamp.substring(0, 8) + "', from '" + stamp + "'.");
        }
        Instant now = state.clock().instant();
        String here = STAMP.format(now.atOffset(ZoneOffset.UTC));
        if (signedAt.isBefore(now.minus(SKEW))) {
            throw mismatch("Signature expired: " + stamp + " is now earlier than "
                    + STAMP.format(now.minus(SKEW).atOffset(ZoneOffset.UTC)) + " (" + here + " - 5 min.)");
        }
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw mismatch("Signature not yet current: " + stamp + " is still later than "
                    + STAMP.format(now.plus(SKEW).atOffset(ZoneOffset.UTC)) + " (" + here + " + 5 min.)");
        }
        return stamp;
    }

    private static List<String> signedHeaders(Request request, String list) {
        List<String> signed = List.of(list.split(";", -1));
        if (!signed.equals(signed.stream().sorted().distinct().toList())) {
            throw new Refusal(400, "IncompleteSignature", "SignedHeaders must be sorted and lower case.");
        }
        boolean complete = signed.contains("host")
                && request.headers().keySet().stream()
                        .filter(name -> name.startsWith("x-amz-"))
                        .allMatch(signed::contains);
        if (!complete) {
            throw mismatch("'Host' and all 'X-Amz-' headers must be a 'SignedHeader' in the AWS Authorization.");
        }
        return signed;
    }

    private static Refusal mismatch(String message) {
        return new Refusal(403, "SignatureDoesNotMatch", message);
    }

    private static boolean equal(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
