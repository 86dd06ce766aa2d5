package dev.awssso.ecs.http;

import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.Challenge;
import dev.awssso.ecs.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Liveness, for anyone; and for a client that asks, the proof that this server knows the admin token. The body is the
 * same in every state.
 */
final class HealthCheck implements Guard {

    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);

    private final Tokens tokens;

    HealthCheck(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Answers the health check itself; every other request goes on. */
    @Override
    public void check(Exchange exchange) {
        if (exchange.target().health()) {
            exchange.answer(answer(exchange));
        }
    }

    private Answer answer(Exchange exchange) {
        TargetGuard.body(exchange);
        TargetGuard.method(exchange, Route.Place.HEALTH);
        exchange.route(new Route(Route.Place.HEALTH, null));
        String header = exchange.header(Challenge.HEADER);
        if (header == null) {
            return Answer.ok(UP);
        }
        Challenge challenge =
                Challenge.parse(header).orElseThrow(() -> Rejection.invalid("malformed " + Challenge.HEADER));
        BearerToken admin = tokens.book().admin();
        if (admin == null) {
            return Answer.ok(UP);
        }
        String proof = challenge.proof(admin, exchange.connection().local());
        return Answer.ok(UP).with(Map.of(Challenge.PROOF_HEADER, proof));
    }
}
