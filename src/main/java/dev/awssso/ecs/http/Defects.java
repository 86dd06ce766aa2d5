package dev.awssso.ecs.http;

import java.util.UUID;
import org.jboss.logging.Logger;

/** Turns a defect of ours into an answer that tells nothing but an id, under which the log has the trace. */
final class Defects {

    private static final Logger LOG = Logger.getLogger(Defects.class);
    private static final int ID_LENGTH = 8;

    private Defects() {}

    static Answer answer(Throwable defect) {
        String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
        // The messages of exceptions may quote a request; their classes and places do not.
        StringBuilder trace = new StringBuilder("internal error " + id);
        for (Throwable cause = defect; cause != null; cause = cause.getCause()) {
            trace.append("\n  ").append(cause.getClass().getName());
            for (StackTraceElement element : cause.getStackTrace()) {
                trace.append("\n    at ").append(element);
            }
        }
        LOG.error(trace);
        return Answer.error(Rejection.DEFECT, "Internal error " + id + "; see the server's log.");
    }
}
