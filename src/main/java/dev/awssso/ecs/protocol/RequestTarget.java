package dev.awssso.ecs.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request target (RFC 9112 3.2) taken apart, and nothing in it decoded, normalised or resolved.
 *
 * @param authority the authority of an absolute-form target, null in the usual form
 * @param path the path as it was sent, {@code /} for an empty one
 * @param query what follows the question mark, empty when nothing does
 */
public record RequestTarget(@Nullable String authority, String path, String query) {

    private static final String SLOTS = "/slot/";

    /**
     * Takes a target apart.
     *
     * @throws RequestRejected when it is neither a path nor an absolute URL of {@code http} or {@code https}
     */
    public static RequestTarget parse(String target) {
        if (target.startsWith("/")) {
            return of(null, target);
        }
        int start = target.regionMatches(true, 0, "http://", 0, 7) ? 7 : 8;
        if (start == 8 && !target.regionMatches(true, 0, "https://", 0, 8)) {
            throw new RequestRejected(ProtocolError.invalid("the target must be a path or an http URL"));
        }
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return of(target.substring(start, end), target.substring(end));
    }

    private static RequestTarget of(@Nullable String authority, String rest) {
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        return new RequestTarget(
                authority, path.isEmpty() ? "/" : path, question < 0 ? "" : rest.substring(question + 1));
    }

    /** True when the path is this one, with or without a slash at its end. */
    public boolean is(String plain) {
        int length = plain.length();
        return path.startsWith(plain)
                && (path.length() == length || (path.length() == length + 1 && path.charAt(length) == '/'));
    }

    /** True when empty segments stand in the path; no route has one. */
    public boolean hasEmptySegments() {
        return path.contains("//");
    }

    /**
     * The slot that the path names, {@code /slot/NAME}; null when the path has not that form.
     *
     * @throws RequestRejected when the name is badly escaped or cannot be the name of a slot
     */
    public @Nullable SlotName slot() {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!plain.startsWith(SLOTS) || plain.length() == SLOTS.length() || plain.indexOf('/', SLOTS.length()) >= 0) {
            return null;
        }
        return SlotName.parse(decode(plain.substring(SLOTS.length())))
                .orElseThrow(() -> new RequestRejected(ProtocolError.invalid("invalid slot name")));
    }

    /** True when the credentials of this very slot are at the path; the default slot's are at {@code /} alone. */
    public boolean leadsTo(@Nullable SlotName slot) {
        if (slot == null || !slot.named()) {
            return slot != null && path.equals("/");
        }
        try {
            return Objects.equals(slot(), slot);
        } catch (RequestRejected malformed) {
            return false;
        }
    }

    /** Throws {@link RequestRejected} when an escape in the path is bad. */
    public void checkEscapes() {
        decode(path);
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
                throw new RequestRejected(ProtocolError.invalid("bad percent escape"));
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new RequestRejected(ProtocolError.invalid("bad percent escape"));
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
