package dev.awssso.ecs.http;

import dev.awssso.ecs.TokenBook;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.SlotName;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request: by its token, or where the server has none, by who holds the other end of the connection.
 * A caller that fails here learns nothing about routes, slots or states.
 */
final class CallerGuard implements Guard {

    static final String NO_TOKEN = "token";
    static final String FOREIGN_PEER = "peer";

    private final Tokens tokens;
    private final TokenLooks looks;
    private final InstantSource clock;

    /** @param looks asked when a token is not known */
    CallerGuard(Tokens tokens, TokenLooks looks, InstantSource clock) {
        this.tokens = tokens;
        this.looks = looks;
        this.clock = clock;
    }

    /** What has to be known before {@link #check} can judge, null when nothing is missing. */
    @Nullable
    Future<?> missing(Exchange exchange) {
        TokenBook book = tokens.book();
        if (book.demandsToken()) {
            // No header goes the way of a wrong one: the time it takes tells nothing.
            return opened(exchange, book) == null ? looks.look() : null;
        }
        Future<Peer> peer = exchange.connection().peer();
        return peer != null && !peer.isComplete() ? peer : null;
    }

    private TokenBook.@Nullable Opened opened(Exchange exchange, TokenBook book) {
        return book.open(exchange.header(HttpHeaderNames.AUTHORIZATION), clock.instant());
    }

    @Override
    public void check(Exchange exchange) {
        TokenBook book = tokens.book();
        exchange.caller(book.demandsToken() ? byToken(exchange, book) : byPeer(exchange));
    }

    private Caller byToken(Exchange exchange, TokenBook book) {
        TokenBook.Opened opened = opened(exchange, book);
        if (opened == null || (opened.slot() != null && !reads(exchange, opened.slot()))) {
            exchange.refusal(NO_TOKEN);
            throw Rejection.of(
                    Rejection.FORBIDDEN, "Not authorised. Set AWS_CONTAINER_AUTHORIZATION_TOKEN; run: aws-sso ecs env");
        }
        return new Caller(opened.id(), opened.slot(), opened.slot() == null);
    }

    private static boolean reads(Exchange exchange, SlotName slot) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            return false;
        }
        try {
            Route route = exchange.target().route();
            return slot.named()
                    ? route.place() == Route.Place.SLOT && slot.equals(route.slot())
                    : route.place() == Route.Place.DEFAULT;
        } catch (Rejection malformed) {
            return false;
        }
    }

    private static Caller byPeer(Exchange exchange) {
        Future<Peer> peer = exchange.connection().peer();
        if (peer == null) {
            // No system but Linux tells; the start warned about it.
            return new Caller(null, null, false);
        }
        if (!peer.result().trusted()) {
            exchange.refusal(FOREIGN_PEER);
            throw Rejection.of(
                            Rejection.FORBIDDEN,
                            "The caller is not known to belong to the user of this server. "
                                    + "Set a bearer token: aws-sso ecs bearer-token --generate")
                    .closing();
        }
        return new Caller(null, null, true);
    }
}
