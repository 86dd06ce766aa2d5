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

/** Who signed a request to STS, or why nobody is believed to have. Messages are those of the real service. */
final class SignatureCheck {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);
    // STS takes a presigned URL for a quarter of an hour, whatever its X-Amz-Expires (aws-iam-authenticator, README).
    private static final Duration PRESIGNED = Duration.ofMinutes(15);

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
        Signature signature = Signature.of(request);
        facts.put("accessKeyId", signature.accessKeyId());
        facts.put("region", signature.region());
        checkScope(signature.region(), signature.service());
        Keys keys = keys(signature);
        checkTime(signature);
        List<String> signed = signedHeaders(request, signature.signedHeaders());
        String expected =
                SigV4.signature(keys.secretAccessKey(), signature.timestamp(), signature.scope(), request, signed);
        if (!equal(expected, signature.value())) {
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
    private Keys keys(Signature signature) {
        Optional<Keys> found = state.keys().find(signature.accessKeyId());
        boolean tokenFits = found.isPresent()
                && equal(
                        signature.token(),
                        Optional.ofNullable(found.get().sessionToken()).orElse(""));
        boolean partitionFits = SandboxState.partitionOf(signature.region()).equals(state.partition());
        if (found.isEmpty() || !tokenFits || !partitionFits) {
            throw new Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }
        return found.get();
    }

    private void checkTime(Signature signature) {
        String stamp = signature.timestamp();
        Instant signedAt;
        try {
            signedAt = LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Signature.incomplete(
                    "Date must be in ISO-8601 'basic format'. Got '" + stamp.length() + " characters'.");
        }
        if (!stamp.startsWith(signature.date())) {
            throw mismatch("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + signature.date() + "' != '" + stamp.substring(0, 8) + "', from '" + stamp + "'.");
        }
        Instant now = state.clock().instant();
        String here = STAMP.format(now.atOffset(ZoneOffset.UTC));
        Duration age = signature.presigned() ? PRESIGNED : SKEW;
        if (signedAt.isBefore(now.minus(age))) {
            throw mismatch("Signature expired: " + stamp + " is now earlier than "
                    + STAMP.format(now.minus(age).atOffset(ZoneOffset.UTC)) + " (" + here + " - " + age.toMinutes()
                    + " min.)");
        }
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw mismatch("Signature not yet current: " + stamp + " is still later than "
                    + STAMP.format(now.plus(SKEW).atOffset(ZoneOffset.UTC)) + " (" + here + " + 5 min.)");
        }
    }

    private static List<String> signedHeaders(Request request, String list) {
        List<String> signed = List.of(list.split(";", -1));
        if (!signed.equals(signed.stream().sorted().distinct().toList())) {
            throw Signature.incomplete("SignedHeaders must be sorted and lower case.");
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
