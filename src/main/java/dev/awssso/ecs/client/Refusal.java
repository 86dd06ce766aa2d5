package dev.awssso.ecs.client;

import dev.awssso.ecs.wire.AnswerDocument;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;

/** What a server's refusal means for a command: its message, which ends with the command to run, and the exit code. */
final class Refusal {

    private Refusal() {}

    static Problem of(HttpReply reply, String doing) {
        String message = AnswerDocument.message(reply.body())
                .map(ForeignText::clean)
                .filter(text -> !text.isBlank())
                .orElse("the server answered " + reply.status());
        return switch (reply.status()) {
            case 404, 410 -> new Problem.NotFound(doing, message, null);
            default -> new Problem.Server(doing, message, null, null);
        };
    }
}
