package dev.awssso.ecs.client;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a server answered. Prints without its body. */
final class HttpReply {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param headers by lower-case name; of a repeated header the first
     * @param body the whole body, which nobody changes any longer
     */
    HttpReply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
