package dev.awssso.ecs.http;

import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.Challenge;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Liveness, for anyone; and for a client that asks, the proof that this server knows the admin token. The body is the
 * same in every state.
 */
@Singleton
public class HealthCheck {

    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = Integer.toString(UP.length);

    private final Tokens tokens;

    HealthCheck(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Answers a request for the health check. */
    void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (RequestBodies.misplaced(request)) {
            throw new RequestRejected(ProtocolError.invalid("this request cannot have a body"));
        }
        List<String> methods = Route.Resource.HEALTH.methods();
        if (!methods.contains(request.method().name())) {
            RequestFilters.answer(context, ProtocolError.methodNotAllowed(methods));
            return;
        }
        HttpServerResponse response = context.response();
        String header = request.getHeader(Challenge.HEADER);
        if (header != null) {
            prove(context, header);
        }
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .putHeader(HttpHeaderNames.CONTENT_LENGTH, LENGTH)
                .end(Buffer.buffer(UP));
    }

    private void prove(RoutingContext context, String header) {
        Challenge challenge = Challenge.parse(header)
                .orElseThrow(() -> new RequestRejected(ProtocolError.invalid("malformed " + Challenge.HEADER)));
        BearerToken admin = tokens.book().admin();
        if (admin != null) {
            String proof = challenge.proof(
                    admin, Peers.end(context.request().connection().localAddress()));
            context.response().putHeader(Challenge.PROOF_HEADER, proof);
        }
    }
}
