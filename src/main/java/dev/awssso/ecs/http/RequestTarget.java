package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.SlotName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request target (RFC 9112 3.2) taken apart, and nothing in it decoded, normalised or resolved.
 *
 * @param authority the authority of an absolute-form target, null in the usual form
 * @param path the path as it was sent, {@code /} for an empty one
 * @param query what follows the question mark, empty when nothing does
 */
record RequestTarget(@Nullable String authority, String path, String query) {

    private static final String SLOTS = "/slot/";

    static RequestTarget parse(String target) {
        String rest = target;
        String authority = null;
        int scheme = target.indexOf("://");
        if (!target.startsWith("/") && scheme > 0) {
            int start = scheme + 3;
            int end = start;
            while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
                end++;
            }
            authority = target.substring(start, end);
            rest = target.substring(end);
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        return new RequestTarget(
                authority, path.isEmpty() ? "/" : path, question < 0 ? "" : rest.substring(question + 1));
    }

    /**
     * Where the path leads.
     *
     * @throws Rejection when the name of a slot in it cannot be one
     */
    Route route() {
        if (path.equals("/")) {
            return new Route(Route.Place.DEFAULT, SlotName.UNNAMED);
        }
        if (path.startsWith("//") || path.endsWith("//") || path.charAt(0) != '/') {
            return misformed();
        }
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (plain) {
            case "/creds" -> new Route(Route.Place.CREDS, SlotName.UNNAMED);
            case "/profile" -> new Route(Route.Place.PROFILE, SlotName.UNNAMED);
            case "/slot" -> new Route(Route.Place.SLOTS, null);
            case "/healthcheck" -> new Route(Route.Place.HEALTH, null);
            default -> named(plain);
        };
    }

    /** True for the health check, which is answered before anything else of the target is judged. */
    boolean health() {
        return path.equals("/healthcheck") || path.equals("/healthcheck/");
    }

    private Route named(String plain) {
        if (!plain.startsWith(SLOTS) || plain.indexOf('/', SLOTS.length()) >= 0) {
            return misformed();
        }
        String name = decode(plain.substring(SLOTS.length()));
        return new Route(
                Route.Place.SLOT,
                SlotName.parse(name).orElseThrow(() -> Rejection.invalid("that cannot be the name of a slot")));
    }

    // The form of the target is judged before its route.
    private Route misformed() {
        decode(path);
        return Route.UNKNOWN;
    }

    // Percent-decoding (RFC 3986 2.1) once, into UTF-8 without overlong forms; a plus sign is a plus sign.
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            boolean whole = i + 2 < text.length();
            int high = whole ? hex(text.charAt(i + 1)) : -1;
            int low = whole ? hex(text.charAt(i + 2)) : -1;
            if (high < 0 || low < 0) {
                throw Rejection.invalid("bad percent escape");
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw Rejection.invalid("bad percent escape");
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
