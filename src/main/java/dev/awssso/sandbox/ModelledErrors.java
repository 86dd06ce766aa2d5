package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The errors of the services by the name that their models have, with their HTTP status. */
final class ModelledErrors {

    /** Service model of sso; ForbiddenException is not in it and was seen. */
    private static final Map<String, Integer> PORTAL = Map.of(
            "InvalidRequestException", 400,
            "UnauthorizedException", 401,
            "ForbiddenException", 403,
            "ResourceNotFoundException", 404,
            "TooManyRequestsException", 429);

    /** Service model of sts, and the common errors of its API reference. */
    private static final Map<String, Integer> STS = Map.ofEntries(
            Map.entry("AccessDenied", 403),
            Map.entry("ExpiredToken", 403),
            Map.entry("ExpiredTokenException", 400),
            Map.entry("ExpiredTradeInTokenException", 400),
            Map.entry("IDPCommunicationError", 400),
            Map.entry("IDPRejectedClaim", 403),
            Map.entry("IncompleteSignature", 400),
            Map.entry("InsufficientSessionLifetime", 400),
            Map.entry("InternalFailure", 500),
            Map.entry("InvalidAction", 400),
            Map.entry("InvalidAuthorizationMessageException", 400),
            Map.entry("InvalidClientTokenId", 403),
            Map.entry("InvalidContextAssertion", 400),
            Map.entry("InvalidIdentityToken", 400),
            Map.entry("InvalidSubjectCredentials", 400),
            Map.entry("JWTPayloadSizeExceededException", 400),
            Map.entry("MalformedPolicyDocument", 400),
            Map.entry("OutboundWebIdentityFederationDisabledException", 403),
            Map.entry("PackedPolicyTooLarge", 400),
            Map.entry("RegionDisabledException", 403),
            Map.entry("ServiceUnavailable", 503),
            Map.entry("SessionDurationEscalationException", 403),
            Map.entry("SignatureDoesNotMatch", 403),
            Map.entry("Throttling", 400),
            Map.entry("ValidationError", 400));

    /** Service model of signin: the name of a shape, or what its member {@code error} says. */
    private static final Map<String, Integer> SIGNIN = Map.of(
            "AccessDeniedException", 403,
            "InternalServerException", 500,
            "TooManyRequestsError", 429,
            "ValidationException", 400,
            "TOKEN_EXPIRED", 401,
            "USER_CREDENTIALS_CHANGED", 401,
            "INSUFFICIENT_PERMISSIONS", 403);

    /** What the member {@code error} says where a shape's name is given. */
    private static final Map<String, String> SIGNIN_CODES = Map.of(
            "AccessDeniedException", "INSUFFICIENT_PERMISSIONS",
            "InternalServerException", "server_error",
            "TooManyRequestsError", "rate_exceeded",
            "ValidationException", "INVALID_REQUEST");

    private static final Set<String> PORTAL_OPERATIONS =
            Set.of("GetRoleCredentials", "ListAccounts", "ListAccountRoles", "Logout");
    private static final Set<String> OIDC_OPERATIONS =
            Set.of("RegisterClient", "StartDeviceAuthorization", "CreateToken", "CreateTokenWithIAM");

    private ModelledErrors() {}

    /** The status of an error of the service that has this operation; empty when it has no such error. */
    static Optional<Integer> status(String operation, String error) {
        if (PORTAL_OPERATIONS.contains(operation)) {
            return Optional.ofNullable(PORTAL.get(error));
        }
        if (OIDC_OPERATIONS.contains(operation)) {
            return OidcError.ofShape(error).map(known -> known.refusal("").status());
        }
        return Optional.ofNullable(others(operation).get(error));
    }

    private static Map<String, Integer> others(String operation) {
        if (operation.equals(SigninEndpoint.OPERATION)) {
            return SIGNIN;
        }
        return Operations.ofSts(operation) ? STS : Map.of();
    }

    /** The error as the service's endpoint writes it. */
    static Refusal refusal(String operation, String error, int status, String message) {
        boolean signin = operation.equals(SigninEndpoint.OPERATION);
        return new Refusal(status, signin ? SIGNIN_CODES.getOrDefault(error, error) : error, message);
    }

    /** The names that {@link #status} knows for an operation. */
    static Set<String> names(String operation) {
        if (PORTAL_OPERATIONS.contains(operation)) {
            return new TreeSet<>(PORTAL.keySet());
        }
        if (OIDC_OPERATIONS.contains(operation)) {
            Set<String> names = new TreeSet<>();
            for (OidcError error : OidcError.values()) {
                names.add(error.shape());
            }
            return names;
        }
        return new TreeSet<>(others(operation).keySet());
    }
}
