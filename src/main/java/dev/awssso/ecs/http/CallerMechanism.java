package dev.awssso.ecs.http;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;

/**
 * Lifts the verdict of the {@link CallerGuard} into the security of the framework, whose roles are the second line of
 * defence: a resource refuses whoever the guard should not have let through.
 */
@Singleton
public class CallerMechanism implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Caller caller = Objects.requireNonNull(Exchange.current().caller(), "no guard has judged the caller");
        return identities.authenticate(new CallerIdentity.Request(caller));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(CallerIdentity.Request.class);
    }
}
