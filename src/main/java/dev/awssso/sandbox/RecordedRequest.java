package dev.awssso.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request as it came, with its secrets masked by {@code ****}.
 *
 * @param operation the name under which it was counted
 * @param method of HTTP
 * @param target path and query
 * @param headers by lower-case name
 * @param body a JSON object or a form; of anything else its length
 * @param status of the answer, 0 when there was none
 * @param at when, by the sandbox's clock
 */
public record RecordedRequest(
        String operation,
        String method,
        String target,
        Map<String, List<String>> headers,
        String body,
        int status,
        Instant at) {

    public RecordedRequest {
        headers = Map.copyOf(headers);
    }
}
