package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the sandbox answers. It prints as its status only. */
final class Reply {

    private final int status;
    private final List<String> headers;
    private final byte[] body;
    private final Duration date;
    private final boolean half;

    private Reply(int status, List<String> headers, byte[] body) {
        this(status, headers, body, Duration.ZERO, false);
    }

    private Reply(int status, List<String> headers, byte[] body, Duration date, boolean half) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.date = date;
        this.half = half;
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

    /**
     * A page.
     *
     * @param policy its Content-Security-Policy: pages load nothing and run nothing
     */
    static Reply html(int status, String page, String policy) {
        // What they show is for nobody else.
        return text(status, "text/html; charset=utf-8", page)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", policy)
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
        return new Reply(status, List.copyOf(more), body, date, half);
    }

    /** This with a header, in place of one of the same name. */
    Reply replacing(String header, String value) {
        List<String> others = headers.stream()
                .filter(line -> !line.regionMatches(true, 0, header + ":", 0, header.length() + 1))
                .toList();
        return new Reply(status, others, body, date, half).with(header, value);
    }

    /** This, by a clock that is so far ahead. */
    Reply date(Duration ahead) {
        return new Reply(status, headers, body, ahead, half);
    }

    /** This, of which half the body is sent before the connection ends. */
    Reply half() {
        return new Reply(status, headers, body, date, true);
    }

    /** How far its {@code Date} is ahead. */
    Duration dateAhead() {
        return date;
    }

    /** Whether the connection ends in the middle of it. */
    boolean isHalf() {
        return half;
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
