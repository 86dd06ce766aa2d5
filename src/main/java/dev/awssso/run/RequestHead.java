package dev.awssso.run;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Request line and headers of one request to the endpoint of a child. A request has no body here.
 *
 * <p>Grammar (RFC 9112): {@code method SP request-target SP "HTTP/1.1" CRLF *(field-name ":" OWS field-value OWS CRLF)
 * CRLF}. Whatever is not of this very form is refused: no folded lines, no bare line feed, no space before a colon.
 *
 * @param headers in the order they came in
 */
record RequestHead(String method, String target, List<Map.Entry<String, String>> headers) {

    /** The longest request line, in bytes. */
    static final int LONGEST_LINE = 4 * 1024;

    /** The longest headers, in bytes. */
    static final int LONGEST_HEADERS = 8 * 1024;

    private static final String VERSION = "HTTP/1.1";
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    RequestHead {
        headers = List.copyOf(headers);
    }

    /**
     * Reads one.
     *
     * @param text all up to the empty line, each byte a character
     * @throws RequestRejected when it is no request that is answered here
     */
    static RequestHead parse(String text) {
        String[] lines = text.split("\r\n", -1);
        if (lines[0].length() > LONGEST_LINE) {
            throw new RequestRejected(ProtocolError.of(ProtocolError.LINE_TOO_LONG, "The request line is too long."));
        }
        if (text.length() - lines[0].length() > LONGEST_HEADERS) {
            throw new RequestRejected(ProtocolError.of(ProtocolError.HEADERS_TOO_LARGE, "The headers are too long."));
        }
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !isToken(words[0]) || !isVisible(words[1]) || !words[2].equals(VERSION)) {
            throw invalid("not an HTTP/1.1 request line");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            headers.add(header(lines[i]));
        }
        RequestHead head = new RequestHead(words[0], words[1], headers);
        head.refuseBody();
        return head;
    }

    /** All values of a header. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The one value of a header that may not be there twice; empty text when it is not there. */
    String single(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw invalid("two " + name + " headers");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    private void refuseBody() {
        if (!values("transfer-encoding").isEmpty()
                || !values("content-length").stream().allMatch("0"::equals)) {
            throw invalid("this request cannot have a body");
        }
    }

    private static Map.Entry<String, String> header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.substring(0, colon)) || !line.chars().allMatch(RequestHead::inValue)) {
            throw invalid("a malformed header");
        }
        return Map.entry(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
    }

    // RFC 9110 5.6.2
    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0));
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    // RFC 9110 5.5: visible characters, space and tab; bytes above ASCII are opaque.
    private static boolean inValue(int c) {
        return c == '\t' || (c >= ' ' && c != 0x7f);
    }

    private static RequestRejected invalid(String rule) {
        return new RequestRejected(ProtocolError.invalid(rule));
    }
}
