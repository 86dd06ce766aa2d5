package dev.awssso.ecs.http;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request before its body, as {@link RequestReader} found it.
 *
 * @param method the method's token
 * @param target the request target exactly as it was sent
 * @param headers the fields
 * @param length the declared length of the body, 0 for none, {@link #CHUNKED} when the body tells as it comes
 * @param closes whether the caller ends the connection after it
 * @param violation why the request cannot be served at all, null for a sound one
 */
record RequestHead(
        String method, String target, HttpHeaders headers, long length, boolean closes, @Nullable Rejection violation) {

    static final long CHUNKED = -1;

    boolean hasBody() {
        return length != 0;
    }
}
