package dev.awssso.ecs.http;

import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.ProtocolError;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Tells who sends a request: by the token it shows, or where the server has none, by who holds the other end of the
 * connection. All who fail get one and the same answer, and learn nothing about routes, slots or states.
 */
@Singleton
public class BearerTokenMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "bearer";

    private final Tokens tokens;
    private final Peers peers;
    private final RequestLog log;

    BearerTokenMechanism(Tokens tokens, Peers peers, RequestLog log) {
        this.tokens = tokens;
        this.peers = peers;
        this.log = log;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Uni<SecurityIdentity> identity =
                tokens.book().demandsToken() ? byToken(context, identities) : byPeer(context, identities);
        return identity.invoke(found -> ((Caller) found.getPrincipal()).setIn(context));
    }

    // No header goes the way of a wrong one: the time it takes tells nothing.
    private static Uni<SecurityIdentity> byToken(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        return identities.authenticate(
                new TokenAuthenticationRequest(new TokenCredential(header == null ? "" : header, SCHEME)));
    }

    private Uni<SecurityIdentity> byPeer(RoutingContext context, IdentityProviderManager identities) {
        if (!peers.tells()) {
            // No system but Linux tells; the start warned about it.
            return identities.authenticate(new TrustedAuthenticationRequest(PeerIdentityProvider.ANYBODY));
        }
        CompletableFuture<Peers.Peer> verdict = peers.of(context.request().connection());
        if (verdict.isDone()) {
            return judged(verdict.join(), identities);
        }
        Context here = Vertx.currentContext();
        return Uni.createFrom()
                .<Peers.Peer>emitter(waiting -> {
                    var unused =
                            verdict.whenComplete((peer, never) -> here.runOnContext(ignored -> waiting.complete(peer)));
                })
                .chain(peer -> judged(peer, identities));
    }

    private static Uni<SecurityIdentity> judged(Peers.Peer peer, IdentityProviderManager identities) {
        return peer.trusted()
                ? identities.authenticate(new TrustedAuthenticationRequest(PeerIdentityProvider.OWN_USER))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    /** Answers whoever was not authenticated: 403, since no SDK does anything with a challenge. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        ProtocolError error =
                tokens.book().demandsToken() ? ProtocolError.NOT_AUTHORISED : ProtocolError.UNKNOWN_CALLER;
        // A caller that has gone, or whom the end of the server has cut off, was not refused.
        if (!context.response().closed()) {
            log.refused(error);
        }
        ErrorAnswers.close(context, error);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(ProtocolError.FORBIDDEN));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class, TrustedAuthenticationRequest.class);
    }
}
