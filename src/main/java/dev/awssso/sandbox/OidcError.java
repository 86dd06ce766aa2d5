package dev.awssso.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The errors of the OIDC service: name of the shape, OAuth's name, HTTP status (service model of sso-oidc). */
enum OidcError {
    AUTHORIZATION_PENDING("AuthorizationPendingException", "authorization_pending", 400),
    SLOW_DOWN("SlowDownException", "slow_down", 400),
    EXPIRED_TOKEN("ExpiredTokenException", "expired_token", 400),
    ACCESS_DENIED("AccessDeniedException", "access_denied", 400),
    INVALID_GRANT("InvalidGrantException", "invalid_grant", 400),
    INVALID_CLIENT("InvalidClientException", "invalid_client", 401),
    UNAUTHORIZED_CLIENT("UnauthorizedClientException", "unauthorized_client", 400),
    INVALID_SCOPE("InvalidScopeException", "invalid_scope", 400),
    INVALID_REQUEST("InvalidRequestException", "invalid_request", 400),
    UNSUPPORTED_GRANT_TYPE("UnsupportedGrantTypeException", "unsupported_grant_type", 400),
    INVALID_REDIRECT_URI("InvalidRedirectUriException", "invalid_redirect_uri", 400),
    INVALID_CLIENT_METADATA("InvalidClientMetadataException", "invalid_client_metadata", 400),
    SERVER_ERROR("InternalServerException", "server_error", 500);

    private final String shape;
    private final String oauth;
    private final int status;

    OidcError(String shape, String oauth, int status) {
        this.shape = shape;
        this.oauth = oauth;
        this.status = status;
    }

    /** What {@code x-amzn-ErrorType} says. */
    String shape() {
        return shape;
    }

    /** What the member {@code error} says. */
    String oauth() {
        return oauth;
    }

    Refusal refusal(String description) {
        return new Refusal(status, shape, description);
    }

    static Optional<OidcError> ofShape(String shape) {
        return Arrays.stream(values())
                .filter(error -> error.shape.equals(shape))
                .findFirst();
    }
}
