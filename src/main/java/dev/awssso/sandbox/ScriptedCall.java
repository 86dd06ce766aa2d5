package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A call that gets what a script says.
 *
 * @param endpoint whose call it is
 * @param operation its name
 * @param service does the call
 */
record ScriptedCall(Endpoint endpoint, String operation, Supplier<Reply> service) {

    /** What the service answers. */
    Reply itself() {
        return service.get();
    }

    /** What the script answers; empty: the connection ends without an answer. */
    Optional<Reply> answer(Script.Answer planned) {
        if (planned.drop() == Script.Drop.BEFORE) {
            return Optional.empty();
        }
        Reply reply = planned.replaces() ? written(planned) : itself();
        for (Map.Entry<String, String> header : planned.headers().entrySet()) {
            reply = reply.replacing(header.getKey(), header.getValue());
        }
        reply = reply.date(planned.date());
        if (planned.drop() == Script.Drop.AFTER) {
            return Optional.empty();
        }
        return Optional.of(planned.drop() == Script.Drop.HALF ? reply.half() : reply);
    }

    private Reply written(Script.Answer planned) {
        String error = planned.error();
        Integer status = planned.status();
        if (error == null) {
            String body = planned.body();
            return Reply.text(status == null ? 200 : status, "application/json", body == null ? "" : body);
        }
        int code = status == null ? ModelledErrors.status(operation, error).orElse(400) : status;
        String message = planned.message();
        return endpoint.refuse(
                ModelledErrors.refusal(operation, error, code, message == null ? "Scripted error" : message));
    }
}
