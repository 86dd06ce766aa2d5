package dev.awssso.ecs.wire;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a change, and every error: a status as text and one line for the person at the SDK's terminal.
 *
 * @param status the HTTP status
 * @param message one line of English
 */
public record AnswerDocument(int status, String message) {

    /** What PUT and DELETE answer when they succeeded. */
    public static final AnswerDocument DONE = new AnswerDocument(200, "OK");

    /**
     * The body. SDKs differ in the spelling they read, so an error has both; a success has the lower-case one alone,
     * since an upper-case {@code Code} in a 2xx makes the Rust SDK fail.
     */
    public byte[] toBytes() {
        Map<String, Object> members = new LinkedHashMap<>();
        String code = Integer.toString(status);
        members.put("code", code);
        members.put("message", message);
        if (status >= 400) {
            members.put("Code", code);
            members.put("Message", message);
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
    }

    /** The message in the body of a server's answer, empty when it has none; clean it before printing. */
    public static Optional<String> message(byte[] body) {
        try {
            JsonObject json = JsonObject.parse(body);
            return json.string("message").or(() -> json.string("Message"));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
