package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.net.URI;

/** What CreateToken is given in exchange for a token. */
public sealed interface TokenRequest {

    /**
     * RFC 8628 3.4: one poll of the device flow.
     *
     * @param deviceSecret the device code
     */
    record Device(Secret deviceSecret) implements TokenRequest {}

    /**
     * RFC 6749 4.1.3 with RFC 7636 4.5.
     *
     * @param authorization the authorization code
     * @param redirectUri the one of the authorize request, with its port
     * @param verifier the PKCE verifier
     */
    record Code(Secret authorization, URI redirectUri, Secret verifier) implements TokenRequest {}

    /**
     * RFC 6749 6.
     *
     * @param refresh the refresh token
     */
    record Refresh(Secret refresh) implements TokenRequest {}
}
