package dev.awssso.ecs.protocol;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what only a browser sends on behalf of a web page, and what a proxy has touched: no SDK does either. A
 * server-side {@code fetch} sends {@code Sec-Fetch-Mode} alone, which is no sign of a web page.
 */
public final class OriginRule {

    private static final Set<String> BROWSER = Set.of("origin", "sec-fetch-site");
    private static final Set<String> PROXY = Set.of("forwarded", "x-real-ip", "via");
    private static final String PROXY_PREFIX = "x-forwarded-";
    private static final String INITIALS = "osfxvOSFXV";

    private OriginRule() {}

    /**
     * Judges the names of a request's headers; values do not matter.
     *
     * @return {@link ProtocolError#WEB_PAGE} before {@link ProtocolError#PROXY}, or null when neither is broken
     */
    public static @Nullable ProtocolError violation(Iterable<? extends Map.Entry<String, ?>> headers) {
        boolean proxy = false;
        for (Map.Entry<String, ?> header : headers) {
            String name = header.getKey();
            // Nearly every header is distinguished by its first letter.
            if (name.isEmpty() || INITIALS.indexOf(name.charAt(0)) < 0) {
                continue;
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (BROWSER.contains(lower)) {
                return ProtocolError.WEB_PAGE;
            }
            proxy |= PROXY.contains(lower) || lower.startsWith(PROXY_PREFIX);
        }
        return proxy ? ProtocolError.PROXY : null;
    }
}
