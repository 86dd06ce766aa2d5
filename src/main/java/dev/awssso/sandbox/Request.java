package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One HTTP request as it came over the socket. It prints as its method and path only, since the rest is secret. */
final class Request {

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]+)(.*)", Pattern.DOTALL);

    private final String method;
    private final String target;
    private final @Nullable String authority;
    private final String path;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Arrival arrival;

    /**
     * A request.
     *
     * @param target the request target: a path, and a query behind {@code ?}; for a proxy a whole URL or, with CONNECT,
     *     a host and a port
     * @param headers by lower-case name
     */
    Request(String method, String target, Map<String, List<String>> headers, byte[] body, Arrival arrival) {
        Matcher absolute = ABSOLUTE.matcher(target);
        this.authority = absolute.matches() ? absolute.group(1) : null;
        String origin =
                absolute.matches() ? (absolute.group(2).startsWith("/") ? "" : "/") + absolute.group(2) : target;
        int mark = origin.indexOf('?');
        this.method = method;
        this.target = target;
        this.path = mark < 0 ? origin : origin.substring(0, mark);
        this.rawQuery = mark < 0 ? "" : origin.substring(mark + 1);
        this.headers = headers;
        this.body = body;
        this.arrival = arrival;
    }

    /** The target as it was sent. */
    String target() {
        return target;
    }

    /** The host and port of a target in absolute form, as a proxy gets it (RFC 9112 3.2.2). */
    Optional<String> authority() {
        return Optional.ofNullable(authority);
    }

    /** The way that it came. */
    Arrival arrival() {
        return arrival;
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
