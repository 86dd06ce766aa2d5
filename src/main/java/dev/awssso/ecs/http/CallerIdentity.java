package dev.awssso.ecs.http;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Gives callers their roles. */
@Singleton
public class CallerIdentity implements IdentityProvider<CallerIdentity.Request> {

    private static final SecurityIdentity ADMIN = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(Caller.ADMIN))
            .addRole(Caller.ADMIN)
            .addRole(Caller.READ)
            .build();
    private static final SecurityIdentity READER = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(Caller.READ))
            .addRole(Caller.READ)
            .build();

    /** Asks for the identity of a caller that the guards have let through. */
    public static final class Request extends BaseAuthenticationRequest {

        private final boolean admin;

        Request(Caller caller) {
            this.admin = caller.admin();
        }
    }

    @Override
    public Class<Request> getRequestType() {
        return Request.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Request request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(request.admin ? ADMIN : READER);
    }
}
