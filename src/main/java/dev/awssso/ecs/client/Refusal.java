package dev.awssso.ecs.client;

import dev.awssso.ecs.wire.AnswerDocument;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What a server's refusal means for a command: its message for the person, and the exit code. */
final class Refusal {

    private Refusal() {}

    static Problem of(HttpReply reply, String doing) {
        String message = AnswerDocument.message(reply.body())
                .map(ForeignText::clean)
                .filter(text -> !text.isBlank())
                .orElse("the server answered " + reply.status());
        return switch (reply.status()) {
            case 404, 410 -> new Problem.NotFound(doing, message, remedy(message));
            default -> new Problem.Server(doing, message, remedy(message), null);
        };
    }

    // The server's messages end with the command to run; it has quoted the names in it.
    private static @Nullable String remedy(String message) {
        int start = message.lastIndexOf("un: aws-sso ");
        return start < 0 ? null : message.substring(start + "un: ".length());
    }
}
