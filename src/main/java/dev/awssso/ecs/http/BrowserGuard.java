package dev.awssso.ecs.http;

import io.netty.handler.codec.http.HttpHeaderNames;

/** Refuses what only a browser sends on behalf of a web page. A server-side fetch sends {@code Sec-Fetch-Mode} alone. */
final class BrowserGuard implements Guard {

    @Override
    public void check(Exchange exchange) {
        if (exchange.head().headers().contains(HttpHeaderNames.ORIGIN)
                || exchange.head().headers().contains("sec-fetch-site")) {
            exchange.refusal("web page");
            throw Rejection.of(Rejection.FORBIDDEN, "Requests from web pages are refused.");
        }
    }
}
