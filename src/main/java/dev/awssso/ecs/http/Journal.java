package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.Timestamps;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of each request: an audit line for every read of credentials and every change, a log line at
 * debug level for all, and once a minute how many were refused for which reason. Never a secret, a raw path, a query
 * or a header. Runs on the event loop.
 */
final class Journal {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Integer> refused = new TreeMap<>();
    private Instant reportDue = Instant.EPOCH;

    Journal(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** The answer to a request was written. */
    void finished(Exchange exchange) {
        Route route = exchange.route();
        if (LOG.isDebugEnabled()) {
            LOG.debugf(
                    "%s %s %d %d us",
                    method(exchange),
                    route == null ? "-" : route.place().template(),
                    exchange.status(),
                    (System.nanoTime() - exchange.begun()) / 1000);
        }
        String reason = exchange.refusal();
        if (reason != null) {
            refused.merge(reason, 1, Integer::sum);
            report(clock.instant());
        } else if (route != null && audited(exchange, route)) {
            audit.write(line(exchange, route));
        }
    }

    private static boolean audited(Exchange exchange, Route route) {
        boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        return reads
                ? route.place().givesCredentials()
                : route.place().methods().contains(exchange.method());
    }

    private AuditLog.Line line(Exchange exchange, Route route) {
        Caller caller = exchange.caller();
        Future<Peer> peer = exchange.connection().peer();
        PeerOwner owner = peer != null && peer.isComplete() && peer.result() != null
                ? peer.result().owner()
                : null;
        String text = Timestamps.format(clock.instant())
                + " " + method(exchange)
                + " slot=" + slot(route.slot())
                + " status=" + exchange.status()
                + " by=" + (caller == null ? "none" : caller.by());
        return new AuditLog.Line(text, owner, exchange.connection());
    }

    // An unknown method is a text of the caller's.
    private static String method(Exchange exchange) {
        return switch (exchange.method()) {
            case "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "CONNECT" -> exchange.method();
            default -> "-";
        };
    }

    private static String slot(@Nullable SlotName slot) {
        if (slot == null) {
            return "-";
        }
        return slot.named() ? JsonStyle.COMPACT.write(slot.text()) : "(default)";
    }

    /** Reports the refusals of the last minute. */
    void report(Instant now) {
        if (refused.isEmpty() || now.isBefore(reportDue)) {
            return;
        }
        refused.forEach((reason, count) -> LOG.warnf("requests refused: %s: %d", reason, count));
        refused.clear();
        reportDue = now.plus(PERIOD);
    }
}
