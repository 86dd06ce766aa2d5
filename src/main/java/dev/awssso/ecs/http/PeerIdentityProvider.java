package dev.awssso.ecs.http;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Gives callers that need no token their identity: all of them may do everything. */
@Singleton
public class PeerIdentityProvider implements IdentityProvider<TrustedAuthenticationRequest> {

    /** The peer was shown to be this user's, who could obtain every role by itself. */
    static final String OWN_USER = "own-user";

    /** Nobody can tell whose the peer is. */
    static final String ANYBODY = "anybody";

    private static final Uni<SecurityIdentity> TRUSTED = Uni.createFrom().item(identity(new Caller(null, null, true)));
    private static final Uni<SecurityIdentity> UNKNOWN = Uni.createFrom().item(identity(new Caller(null, null, false)));

    /** An identity with the roles of this caller. */
    static SecurityIdentity identity(Caller caller) {
        QuarkusSecurityIdentity.Builder builder =
                QuarkusSecurityIdentity.builder().setPrincipal(caller).addRole(Caller.READ);
        if (caller.admin()) {
            builder.addRole(Caller.ADMIN);
        }
        return builder.build();
    }

    @Override
    public Class<TrustedAuthenticationRequest> getRequestType() {
        return TrustedAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
        return request.getPrincipal().equals(OWN_USER) ? TRUSTED : UNKNOWN;
    }
}
