package dev.awssso.aws;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.signin.OidcRefusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What the SDK throws, as what the domain understands. Nothing of a request or a body gets into a text. */
final class AwsErrors {

    private static final Set<Integer> RETRYABLE = Set.of(429, 500, 502, 503, 504, 509);

    private AwsErrors() {}

    /** True when the same call may succeed later. */
    static boolean retryable(SdkException failure) {
        if (failure instanceof SdkServiceException service) {
            // SlowDown is a 400; only a poll of the device flow has an answer of its own to it.
            return RETRYABLE.contains(service.statusCode())
                    || oidcKind(service)
                            .filter(OidcRefusal.Kind.SLOW_DOWN::equals)
                            .isPresent();
        }
        return network(failure)
                        .filter(cause -> !(cause instanceof SSLException))
                        .isPresent()
                || timedOut(failure);
    }

    /** The first header of this name in the answer. */
    static Optional<String> header(SdkServiceException failure, String name) {
        return details(failure)
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(answer -> answer.firstMatchingHeader(name));
    }

    /** How long the service asks to be left alone (RFC 9110 10.2.3; the form with a date is not used by AWS). */
    static Optional<Duration> retryAfter(SdkException failure) {
        return failure instanceof SdkServiceException service
                ? header(service, "Retry-After")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                : Optional.empty();
    }

    private static Optional<AwsErrorDetails> details(SdkServiceException failure) {
        return failure instanceof AwsServiceException aws
                ? Optional.ofNullable(aws.awsErrorDetails())
                : Optional.empty();
    }

    /** What the service said in words, stripped. */
    static Optional<String> message(SdkServiceException failure) {
        return details(failure)
                .map(AwsErrorDetails::errorMessage)
                .map(ForeignText::clean)
                .filter(text -> !text.isBlank());
    }

    /** The name of the error, {@code TooManyRequestsException}; without namespace and explanation. */
    static String code(SdkServiceException failure) {
        String code = details(failure).map(AwsErrorDetails::errorCode).orElse("HTTP " + failure.statusCode());
        String bare = code.split(":", 2)[0];
        return ForeignText.clean(bare.substring(bare.lastIndexOf('#') + 1));
    }

    /** The refusal of the OIDC service, by the shape or by the OAuth string of the body; either alone is enough. */
    static OidcRefusal oidc(SdkServiceException failure) {
        Optional<JsonObject> body = body(failure);
        OidcRefusal.Kind kind = oidcKind(failure)
                .orElse(failure.statusCode() >= 500 ? OidcRefusal.Kind.SERVER_ERROR : OidcRefusal.Kind.OTHER);
        String description = Stream.of("error_description", "reason")
                .flatMap(name -> body.flatMap(json -> json.string(name)).stream())
                .map(ForeignText::clean)
                .filter(text -> !text.isBlank())
                .reduce((left, right) -> left + ", " + right)
                .orElse(null);
        return new OidcRefusal(kind, code(failure), description, failure);
    }

    private static Optional<OidcRefusal.Kind> oidcKind(SdkServiceException failure) {
        return OidcRefusal.Kind.ofShape(code(failure))
                .or(() -> body(failure).flatMap(json -> json.string("error")).flatMap(OidcRefusal.Kind::ofOauth));
    }

    private static Optional<JsonObject> body(SdkServiceException failure) {
        try {
            return details(failure)
                    .map(AwsErrorDetails::rawResponse)
                    .map(bytes -> JsonObject.parse(bytes.asByteArray()));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** A failure that is no answer of the service, or an answer that cannot be. */
    static Problem unreachable(String what, SdkException failure) {
        if (failure instanceof AbortedException) {
            return new Problem.Interrupted("interrupted while calling AWS");
        }
        if (failure instanceof SdkServiceException service) {
            String said = message(service).map(text -> " (" + text + ")").orElse("");
            return waiting(new Problem.Unreachable(what, code(service) + said, null, failure), failure);
        }
        IOException network = network(failure).orElse(null);
        if (network == null && !timedOut(failure)) {
            return new Problem.Unreachable(what, "the answer cannot be read", null, failure);
        }
        return new Problem.Unreachable(
                what,
                network instanceof SSLException
                        ? reason(network)
                                + "; if you use a proxy or a private endpoint, set AWS_CA_BUNDLE to its certificate"
                        : reason(network),
                null,
                failure);
    }

    /** The same problem, with what the service says about when to come back. */
    static Problem waiting(Problem.Unreachable problem, SdkException failure) {
        return retryAfter(failure).map(problem::retryAfter).orElse(problem);
    }

    /** Why the network failed, in a few words. */
    static String reason(@Nullable IOException network) {
        if (network == null || network instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (network instanceof UnknownHostException) {
            return "the name " + ForeignText.clean(String.valueOf(network.getMessage())) + " cannot be resolved";
        }
        return ForeignText.clean(
                network.getMessage() == null ? network.getClass().getSimpleName() : network.getMessage());
    }

    private static boolean timedOut(SdkException failure) {
        return failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException;
    }

    private static Optional<IOException> network(SdkException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            // The SDK's JSON parser reports with an IOException too, and quotes what it could not read.
            if (cause instanceof IOException io && !io.getClass().getName().startsWith("software.amazon.awssdk.")) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }
}
