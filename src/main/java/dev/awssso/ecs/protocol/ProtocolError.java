package dev.awssso.ecs.protocol;

import dev.awssso.ecs.wire.AnswerDocument;
import java.util.List;
import java.util.Map;

/**
 * An answer that is an error, with the texts of the protocol. A text never holds a secret, a header, a raw path or a
 * rejected value.
 *
 * @param status the HTTP status
 * @param message one line of English under 300 characters, for the person at the SDK's terminal
 * @param headers headers beyond those of every answer
 */
public record ProtocolError(int status, String message, Map<String, String> headers) {

    public static final int BAD_REQUEST = 400;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int TIMEOUT = 408;
    public static final int CONFLICT = 409;
    public static final int GONE = 410;
    public static final int TOO_LARGE = 413;
    public static final int LINE_TOO_LONG = 414;
    public static final int MEDIA_TYPE = 415;
    public static final int MISDIRECTED = 421;
    public static final int UNPROCESSABLE = 422;
    public static final int HEADERS_TOO_LARGE = 431;
    public static final int DEFECT = 500;
    public static final int TRY_AGAIN = 503;

    /** The {@code Host} or the target's authority is not one of ours. */
    public static final ProtocolError OTHER_HOST = of(MISDIRECTED, "This server does not answer for that host.");

    /** The request comes from a web page. */
    public static final ProtocolError WEB_PAGE = of(FORBIDDEN, "Requests from web pages are refused.");

    /** The request went through a proxy. */
    public static final ProtocolError PROXY =
            of(BAD_REQUEST, "Requests through a proxy are refused. Set NO_PROXY=127.0.0.1,localhost.");

    /** No token, a wrong one, or one that does not permit this: one body for all. */
    public static final ProtocolError NOT_AUTHORISED =
            of(FORBIDDEN, "Not authorised. Set AWS_CONTAINER_AUTHORIZATION_TOKEN; run: aws-sso ecs env");

    /** Without tokens: the process at the other end is not shown to be this user's. */
    public static final ProtocolError UNKNOWN_CALLER = of(
            FORBIDDEN,
            "The caller is not known to belong to the user of this server. "
                    + "Set a bearer token: aws-sso ecs bearer-token --generate");

    /** No such route. */
    public static final ProtocolError UNKNOWN_ROUTE = of(NOT_FOUND, "No such resource.");

    /** A body over the limit. */
    public static final ProtocolError BODY_TOO_LARGE = of(TOO_LARGE, "The body is larger than 64 KiB.");

    /** The request was not complete in time. */
    public static final ProtocolError TOO_SLOW = of(TIMEOUT, "The request took too long.");

    public ProtocolError {
        headers = Map.copyOf(headers);
    }

    /** An error without further headers. */
    public static ProtocolError of(int status, String message) {
        return new ProtocolError(status, message, Map.of());
    }

    /** A request that breaks a rule of the protocol, which is named in a few words. */
    public static ProtocolError invalid(String rule) {
        return of(BAD_REQUEST, "The request is not valid: " + rule + ".");
    }

    /** The route exists, and has these methods. */
    public static ProtocolError methodNotAllowed(List<String> methods) {
        return new ProtocolError(
                METHOD_NOT_ALLOWED, "Method not allowed.", Map.of("Allow", String.join(", ", methods)));
    }

    /** The body of the answer. */
    public byte[] toBytes() {
        return new AnswerDocument(status, message).toBytes();
    }
}
