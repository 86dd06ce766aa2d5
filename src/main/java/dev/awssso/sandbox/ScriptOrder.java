package dev.awssso.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a {@code script} order. */
final class ScriptOrder {

    static final List<String> MEMBERS =
            List.of("operation", "account", "role", "user", "skip", "times", "share", "answer");

    private static final List<String> ANSWER =
            List.of("status", "error", "message", "body", "headers", "delayMillis", "drop", "dateSeconds");

    private ScriptOrder() {}

    static Script read(Order order) {
        Script.Calls calls = new Script.Calls(
                order.optionalText("operation").orElse(Operations.ANY),
                order.optionalText("account").orElse(null),
                order.optionalText("role").orElse(null),
                order.optionalText("user").orElse(null));
        int percent = order.fraction("share").map(ScriptOrder::percent).orElse(100);
        Integer times = order.optionalCount("times").orElse(order.has("share") ? null : Integer.valueOf(1));
        Script.Turns turns = new Script.Turns(order.optionalCount("skip").orElse(0), times, percent);
        Order inner = order.order("answer", ANSWER).orElseThrow(() -> order.missing("answer"));
        return new Script(calls, turns, answer(inner, calls.operation()));
    }

    private static int percent(BigDecimal share) {
        return share.movePointRight(2).intValue();
    }

    private static Script.Answer answer(Order order, String operation) {
        Map<String, String> headers = new LinkedHashMap<>();
        order.members("headers").forEach(headers::put);
        Script.Answer answer = new Script.Answer(
                order.optionalCount("status").orElse(null),
                order.optionalText("error").orElse(null),
                order.optionalText("message").orElse(null),
                order.optionalText("body").orElse(null),
                headers,
                order.millis("delayMillis").orElse(Duration.ZERO),
                order.choice("drop", Script.Drop.class).orElse(null),
                Duration.ofSeconds(order.has("dateSeconds") ? order.number("dateSeconds") : 0));
        requireStatus(answer, operation);
        return answer;
    }

    // Any name goes with a status; without one it must be an error whose status the service's model tells.
    static void requireStatus(Script.Answer answer, String operation) {
        String error = answer.error();
        if (error == null
                || answer.status() != null
                || ModelledErrors.status(operation, error).isPresent()) {
            return;
        }
        Set<String> names = ModelledErrors.names(operation);
        throw new IllegalArgumentException(operation + " has no error \"" + error + "\"; "
                + (names.isEmpty() ? "give it a status" : "give it a status, or one of: " + String.join(", ", names)));
    }
}
