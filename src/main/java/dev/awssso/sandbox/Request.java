package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as it came over the socket. It prints as its method and path only, since the rest is secret. */
final class Request {

    private final String method;
    private final String path;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param target the request target: a path, and a query behind {@code ?}
     * @param headers by lower-case name
     */
    Request(String method, String target, Map<String, List<String>> headers, byte[] body) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.rawQuery = mark < 0 ? "" : target.substring(mark + 1);
        this.headers = headers;
        this.body = body;
    }

    String method() {
        return method;
    }

    /** The path as it was sent, still encoded. */
    String path() {
        return path;
    }

    /** The query as it was sent, still encoded; empty when there is none. */
    String rawQuery() {
        return rawQuery;
    }

    Parameters query() {
        return Parameters.parse(rawQuery);
    }

    /** The body read as a form. */
    Parameters form() {
        return Parameters.parse(text());
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The header's value, several joined by commas as RFC 9110 5.2 allows. */
    Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(String.join(",", values));
    }

    /** The media type of the body in lower case, without parameters. */
    String mediaType() {
        return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    boolean is(String verb, String where) {
        return method.equals(verb) && path.equals(where);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
