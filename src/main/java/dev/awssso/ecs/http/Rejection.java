package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import java.util.Map;

/** A request that is not served, with the answer it gets. It carries no trace, since it is no defect. */
final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TIMEOUT = 408;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int LINE_TOO_LONG = 414;
    static final int MEDIA_TYPE = 415;
    static final int MISDIRECTED = 421;
    static final int UNPROCESSABLE = 422;
    static final int HEADERS_TOO_LARGE = 431;
    static final int DEFECT = 500;
    static final int TRY_AGAIN = 503;

    private final transient Answer answer;

    private Rejection(Answer answer) {
        super(answer.document().message(), null, false, false);
        this.answer = answer;
    }

    /** An answer after which the connection goes on. */
    static Rejection of(int status, String message) {
        return new Rejection(Answer.error(status, message));
    }

    /** An error of the protocol. */
    static Rejection of(ProtocolError error) {
        return new Rejection(Answer.error(error.status(), error.message()).with(error.headers()));
    }

    /** An answer with one more header. */
    static Rejection of(int status, String message, String header, String value) {
        return new Rejection(Answer.error(status, message).with(Map.of(header, value)));
    }

    /** A request that breaks a rule of the protocol, said in a few words. */
    static Rejection invalid(String rule) {
        return of(BAD_REQUEST, "The request is not valid: " + rule + ".");
    }

    /** The same answer, and the connection ends with it. */
    Rejection closing() {
        return new Rejection(answer.closing());
    }

    Answer answer() {
        return answer;
    }
}
