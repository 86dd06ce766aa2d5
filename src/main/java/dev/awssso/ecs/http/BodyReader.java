package dev.awssso.ecs.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body of one request, counting what comes and not only what was declared.
 *
 * <pre>
 * chunked-body = *( size CRLF data CRLF ) "0" CRLF CRLF
 * size         = 1*8HEXDIG                                  ; RFC 9112 7.1 without extensions and trailers
 * </pre>
 */
final class BodyReader {

    static final int LARGEST = 64 << 10;

    private static final int LONGEST_SIZE = 8;

    private enum Part {
        SIZE,
        DATA,
        END_OF_DATA,
        END_OF_BODY
    }

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final boolean chunked;
    private Part part;
    private long left;

    BodyReader(RequestHead head) {
        chunked = head.length() == RequestHead.CHUNKED;
        part = chunked ? Part.SIZE : Part.DATA;
        left = chunked ? 0 : head.length();
    }

    /** What was read. */
    byte[] bytes() {
        return body.toByteArray();
    }

    /**
     * Reads on.
     *
     * @return true when the body is complete
     * @throws Rejection when it is too large or unreadable; nothing can be read from this connection then
     */
    boolean read(ByteBuf in) {
        while (true) {
            switch (part) {
                case SIZE -> {
                    if (!size(in)) {
                        return false;
                    }
                }
                case DATA -> {
                    if (!data(in)) {
                        return false;
                    }
                    if (!chunked) {
                        return true;
                    }
                    part = Part.END_OF_DATA;
                }
                case END_OF_DATA -> {
                    if (!lineBreak(in)) {
                        return false;
                    }
                    part = Part.SIZE;
                }
                case END_OF_BODY -> {
                    return lineBreak(in);
                }
            }
        }
    }

    private boolean size(ByteBuf in) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 ? in.readableBytes() > LONGEST_SIZE + 1 : length > LONGEST_SIZE + 1) {
            throw Rejection.invalid("unreadable chunk").closing();
        }
        if (length < 0) {
            return false;
        }
        String line =
                in.readCharSequence(length + 1, StandardCharsets.ISO_8859_1).toString();
        if (!line.endsWith("\r\n") || line.length() == 2) {
            throw Rejection.invalid("unreadable chunk").closing();
        }
        String digits = line.substring(0, line.length() - 2);
        if (!digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x7F)) {
            throw Rejection.invalid("unreadable chunk").closing();
        }
        left = Long.parseLong(digits, 16);
        part = left == 0 ? Part.END_OF_BODY : Part.DATA;
        return true;
    }

    private boolean data(ByteBuf in) {
        if (body.size() + left > LARGEST) {
            throw tooLarge();
        }
        int length = (int) Math.min(left, in.readableBytes());
        byte[] read = new byte[length];
        in.readBytes(read);
        body.writeBytes(read);
        left -= length;
        return left == 0;
    }

    static Rejection tooLarge() {
        return Rejection.of(Rejection.TOO_LARGE, "The body is larger than 64 KiB.")
                .closing();
    }

    private static boolean lineBreak(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw Rejection.invalid("unreadable chunk").closing();
        }
        return true;
    }
}
