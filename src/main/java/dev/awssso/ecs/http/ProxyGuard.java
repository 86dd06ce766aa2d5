package dev.awssso.ecs.http;

import java.util.Locale;
import java.util.Set;

/** Refuses what a proxy has touched: no SDK means to send credentials requests through one. */
final class ProxyGuard implements Guard {

    private static final Set<String> TRACES = Set.of("forwarded", "x-real-ip", "via");
    private static final String TRACE_PREFIX = "x-forwarded-";

    @Override
    public void check(Exchange exchange) {
        for (String name : exchange.head().headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (TRACES.contains(lower) || lower.startsWith(TRACE_PREFIX)) {
                exchange.refusal("proxy");
                throw Rejection.of(
                        Rejection.BAD_REQUEST,
                        "Requests through a proxy are refused. Set NO_PROXY=127.0.0.1,localhost.");
            }
        }
    }
}
