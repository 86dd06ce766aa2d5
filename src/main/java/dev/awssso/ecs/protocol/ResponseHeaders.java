package dev.awssso.ecs.protocol;

import java.util.Map;

/** The headers that every answer has, whatever its status. */
public final class ResponseHeaders {

    /** The type of every body, without a charset: some SDKs compare it as a whole. */
    public static final String CONTENT_TYPE = "application/json";

    /** Against caches, guessing of types, and inclusion in web pages; no value ever differs. */
    public static final Map<String, String> SECURITY = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Content-Security-Policy", "default-src 'none'");

    private ResponseHeaders() {}
}
