package dev.awssso.run;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of the endpoint.
 *
 * @param headers headers beyond those of every answer
 * @param closes whether the connection ends with it
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, compared by nobody
record EndpointResponse(int status, Map<String, String> headers, byte[] body, boolean closes) {

    private static final int OK = 200;

    /** Credentials. */
    static EndpointResponse ok(byte[] body) {
        return new EndpointResponse(OK, Map.of(), body, false);
    }

    /** An error; the connection stays. */
    static EndpointResponse of(ProtocolError error) {
        return new EndpointResponse(error.status(), error.headers(), error.toBytes(), false);
    }

    /** An error for a caller that is not let in; the connection ends. */
    static EndpointResponse closing(ProtocolError error) {
        return new EndpointResponse(error.status(), error.headers(), error.toBytes(), true);
    }

    /**
     * The bytes on the wire (RFC 9112 4).
     *
     * @param head the body is left out, and its length is told all the same
     * @param close the connection ends after it
     */
    byte[] toBytes(boolean head, boolean close) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason())
                .append("\r\n");
        append(text, "Content-Type", ResponseHeaders.CONTENT_TYPE);
        append(text, "Content-Length", Integer.toString(body.length));
        ResponseHeaders.SECURITY.forEach((name, value) -> append(text, name, value));
        headers.forEach((name, value) -> append(text, name, value));
        if (close) {
            append(text, "Connection", "close");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (!head) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    // Nobody has to read it (RFC 9112 4).
    private String reason() {
        return status == OK ? "OK" : status < ProtocolError.DEFECT ? "Refused" : "Unavailable";
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
