package dev.awssso.ecs.http;

import dev.awssso.ecs.TokenBook;
import dev.awssso.ecs.Tokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives the holder of a token its identity. A token that is not known may have been made this moment. */
@Singleton
public class TokenIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {

    private final Tokens tokens;
    private final TokenLooks looks;
    private final InstantSource clock;
    private final Map<Caller, SecurityIdentity> identities = new ConcurrentHashMap<>();

    TokenIdentityProvider(Tokens tokens, TokenLooks looks, InstantSource clock) {
        this.tokens = tokens;
        this.looks = looks;
        this.clock = clock;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        String shown = request.getToken().getToken();
        SecurityIdentity known = identity(shown);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        Context here = Vertx.currentContext();
        return Uni.createFrom()
                .<Void>emitter(waiting -> {
                    var unused = looks.look()
                            .whenComplete((looked, failure) -> here.runOnContext(ignored -> waiting.complete(null)));
                })
                .chain(looked -> afterLook(shown));
    }

    private Uni<SecurityIdentity> afterLook(String shown) {
        SecurityIdentity known = identity(shown);
        return known == null
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(known);
    }

    private @Nullable SecurityIdentity identity(String shown) {
        TokenBook.Opened opened = tokens.book().open(shown, clock.instant());
        if (opened == null) {
            return null;
        }
        Caller caller = new Caller(opened.id(), opened.slot(), opened.slot() == null);
        SecurityIdentity known = identities.get(caller);
        if (known == null) {
            known = PeerIdentityProvider.identity(caller);
            identities.put(caller, known);
        }
        return known;
    }
}
