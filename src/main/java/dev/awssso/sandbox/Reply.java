package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the sandbox answers. It prints as its status only. */
final class Reply {

    private final int status;
    private final List<String> headers;
    private final byte[] body;

    private Reply(int status, List<String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Reply json(int status, JsonObject body) {
        return text(status, "application/json", JsonStyle.COMPACT.write(body));
    }

    static Reply json(int status, String mediaType, JsonObject body) {
        return text(status, mediaType, JsonStyle.COMPACT.write(body));
    }

    static Reply bytes(int status, String mediaType, byte[] body) {
        return new Reply(status, List.of("Content-Type: " + mediaType), body);
    }

    static Reply html(int status, String page) {
        // The pages load nothing and run nothing, and what they show is for nobody else.
        return text(status, "text/html; charset=utf-8", page)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action *")
                .with("X-Frame-Options", "DENY");
    }

    static Reply text(int status, String mediaType, String body) {
        return new Reply(status, List.of("Content-Type: " + mediaType), body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, List.of(), new byte[0]);
    }

    static Reply redirect(String location) {
        return empty(302).with("Location", location).with("Cache-Control", "no-store");
    }

    Reply with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header + ": " + value);
        return new Reply(status, List.copyOf(more), body);
    }

    /** This with an {@code x-amzn-RequestId}, when it has none. */
    Reply withRequestId(String id) {
        boolean has = headers.stream().anyMatch(line -> line.startsWith("x-amzn-RequestId:"));
        return has ? this : with("x-amzn-RequestId", id);
    }

    int status() {
        return status;
    }

    /** Lines of the form {@code Name: value}. */
    List<String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
