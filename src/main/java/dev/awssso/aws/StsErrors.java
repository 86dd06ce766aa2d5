package dev.awssso.aws;

import dev.awssso.credentials.SecurityTokenService.ExpiredKeys;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What STS refuses, as what the domain understands (STS API Reference, "Common error types", and what is seen). */
final class StsErrors {

    // STS throttles with status 400.
    private static final Set<String> THROTTLING = Set.of(
            "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "RequestThrottled");

    private StsErrors() {}

    /** True when the same call may succeed later. */
    static boolean retryable(SdkException failure) {
        boolean throttled =
                failure instanceof SdkServiceException service && THROTTLING.contains(AwsErrors.code(service));
        return throttled || AwsErrors.retryable(failure);
    }

    /**
     * The failure of one call.
     *
     * @param purpose {@code cannot assume ARN}
     * @param skew how far AWS's time is ahead of ours
     */
    static RuntimeException problem(String purpose, String region, SdkException failure, Duration skew) {
        if (!(failure instanceof SdkServiceException service)) {
            return AwsErrors.unreachable(purpose, failure);
        }
        String said = AwsErrors.message(service).orElse(null);
        return switch (AwsErrors.code(service)) {
            case "ExpiredToken", "ExpiredTokenException" -> new ExpiredKeys(failure);
            case "AccessDenied", "AccessDeniedException" -> refused(purpose, "access denied" + behind(said), failure);
            case "InvalidClientTokenId", "UnrecognizedClientException", "MissingAuthenticationToken" ->
                refused(purpose, "the source credentials are not valid in this partition or were deleted", failure);
            case "SignatureDoesNotMatch" ->
                refused(
                        purpose,
                        skew.isZero()
                                ? "the signature does not match: the secret key is wrong"
                                : "the signature does not match: this machine's clock is "
                                        + skew.abs().toSeconds() + " s off",
                        failure);
            case "RegionDisabledException" ->
                refused(purpose, "region " + region + " is not enabled in that account", failure);
            case "MalformedPolicyDocument",
                    "MalformedPolicyDocumentException",
                    "PackedPolicyTooLarge",
                    "PackedPolicyTooLargeException",
                    "ValidationError",
                    "ValidationException" ->
                new Problem.Usage(purpose, said == null ? AwsErrors.code(service) : said, null, failure);
            case "InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim" ->
                refused(purpose, "the identity token was refused" + behind(said), failure);
            default ->
                service.statusCode() == 403
                        ? refused(purpose, AwsErrors.code(service) + behind(said), failure)
                        : AwsErrors.unreachable(purpose, failure);
        };
    }

    private static String behind(@Nullable String said) {
        return said == null ? "" : " (" + said + ")";
    }

    private static Problem refused(String purpose, String why, SdkException cause) {
        return new Problem.Refused(purpose, why, List.of(), null, cause);
    }
}
