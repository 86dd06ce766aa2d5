package dev.awssso.ecs.http;

import dev.awssso.ecs.wire.AnswerDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller: always a JSON body of known length.
 *
 * @param status the HTTP status
 * @param body the bytes of the body
 * @param headers headers beyond those that every answer has
 * @param closes whether the connection ends with it
 * @param error the document of an error, null for every other body
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, compared by nobody
record Answer(int status, byte[] body, Map<String, String> headers, boolean closes, @Nullable AnswerDocument error) {

    private static final byte[] DONE = AnswerDocument.DONE.toBytes();

    /** A body that somebody asked for. */
    static Answer ok(byte[] body) {
        return new Answer(AnswerDocument.DONE.status(), body, Map.of(), false, null);
    }

    /** A change was made. */
    static Answer done() {
        return ok(DONE);
    }

    static Answer error(int status, String message) {
        AnswerDocument document = new AnswerDocument(status, message);
        return new Answer(status, document.toBytes(), Map.of(), false, document);
    }

    Answer with(Map<String, String> more) {
        return new Answer(status, body, more, closes, error);
    }

    Answer closing() {
        return new Answer(status, body, headers, true, error);
    }

    AnswerDocument document() {
        return error == null ? AnswerDocument.DONE : error;
    }
}
