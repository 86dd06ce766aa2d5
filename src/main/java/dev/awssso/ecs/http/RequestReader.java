package dev.awssso.ecs.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests from bytes, strictly: what RFC 9112 lets a server refuse is refused, since two programs that
 * read one request differently are what request smuggling needs.
 *
 * <pre>
 * request      = method SP target SP "HTTP/1.1" CRLF *( name ":" OWS value OWS CRLF ) CRLF
 * method, name = 1*tchar                                                    ; RFC 9110 5.6.2
 * target       = 1*( %x21-7E )
 * value        = *( HTAB / %x20-7E / %x80-FF )
 * </pre>
 *
 * No line ends in a bare LF, no field is folded, no field names the body's length twice.
 */
final class RequestReader {

    static final int LONGEST_LINE = 4 << 10;
    static final int LARGEST_HEADERS = 8 << 10;
    static final int MOST_FIELDS = 64;

    private static final String VERSION = "HTTP/1.1";
    private static final String TOKEN_EXTRAS = "!#$%&'*+-.^_`|~";

    private @Nullable String method;
    private String target = "";
    private HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    private int headerBytes;
    private int fields;

    /** True when a part of a head was read already. */
    boolean started() {
        return method != null;
    }

    /**
     * Reads on.
     *
     * @return the head when it is complete, null when more bytes are needed
     * @throws Rejection when it cannot become a request any more; nothing can be read from this connection then
     */
    @Nullable
    RequestHead read(ByteBuf in) {
        if (method == null) {
            String line = line(in, LONGEST_LINE, Rejection.LINE_TOO_LONG, "The request line is too long.");
            if (line == null) {
                return null;
            }
            requestLine(line);
        }
        while (true) {
            String line =
                    line(in, LARGEST_HEADERS - headerBytes, Rejection.HEADERS_TOO_LARGE, "The headers are too large.");
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                return complete();
            }
            field(line);
        }
    }

    private static @Nullable String line(ByteBuf in, int longest, int status, String message) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 ? in.readableBytes() > longest + 1 : length > longest + 1) {
            throw Rejection.of(status, message).closing();
        }
        if (length < 0) {
            return null;
        }
        if (length == 0 || in.getByte(in.readerIndex() + length - 1) != '\r') {
            throw Rejection.invalid("a line does not end in CR LF").closing();
        }
        String line = in.toString(in.readerIndex(), length - 1, StandardCharsets.ISO_8859_1);
        in.skipBytes(length + 1);
        return line;
    }

    private void requestLine(String line) {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last <= first + 1 || !line.substring(0, first).chars().allMatch(RequestReader::token)) {
            throw Rejection.invalid("unreadable request line").closing();
        }
        if (!line.startsWith(VERSION, last + 1) || line.length() != last + 1 + VERSION.length()) {
            throw Rejection.invalid("only HTTP/1.1 is spoken here").closing();
        }
        String between = line.substring(first + 1, last);
        if (!between.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#')) {
            throw Rejection.invalid("unreadable request target").closing();
        }
        method = line.substring(0, first);
        target = between;
    }

    private void field(String line) {
        headerBytes += line.length() + 2;
        fields++;
        if (fields > MOST_FIELDS) {
            throw Rejection.of(Rejection.HEADERS_TOO_LARGE, "The headers are too large.")
                    .closing();
        }
        int colon = line.indexOf(':');
        // An empty name is also what a folded line and a blank before the colon come to.
        if (colon <= 0 || !line.substring(0, colon).chars().allMatch(RequestReader::token)) {
            throw Rejection.invalid("unreadable header field").closing();
        }
        String value = line.substring(colon + 1);
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F))) {
            throw Rejection.invalid("control character in a header field").closing();
        }
        headers.add(line.substring(0, colon), value.strip());
    }

    private RequestHead complete() {
        boolean closes = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        // Nothing behind this door is to see it: whether a connection lasts is decided here alone.
        headers.remove(HttpHeaderNames.CONNECTION).remove(HttpHeaderNames.UPGRADE);
        RequestHead head = new RequestHead(String.valueOf(method), target, headers, length(), closes, null);
        if (headers.getAll(HttpHeaderNames.AUTHORIZATION).size() > 1) {
            throw Rejection.invalid("more than one Authorization header").closing();
        }
        method = null;
        headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headerBytes = 0;
        fields = 0;
        return head;
    }

    // RFC 9112 6.3, without its leniences.
    private long length() {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (lengths.size() > 1) {
            throw Rejection.invalid("more than one Content-Length").closing();
        }
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw Rejection.invalid("Content-Length with Transfer-Encoding").closing();
            }
            if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw Rejection.invalid("unknown Transfer-Encoding").closing();
            }
            return RequestHead.CHUNKED;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        String length = lengths.get(0);
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Rejection.invalid("unreadable Content-Length").closing();
        }
        return Long.parseLong(length);
    }

    private static boolean token(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x7F && TOKEN_EXTRAS.indexOf(c) >= 0);
    }
}
