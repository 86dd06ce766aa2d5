package dev.awssso.ecs.http;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of requests: an audit entry for every read of credentials and every change where an audit file
 * was asked for, a log line for every change, at debug level one for all, and once a minute how many were refused for
 * which reason. Never a secret, a raw path, a query or a header.
 */
@Singleton
public class RequestLog {

    private static final Logger LOG = Logger.getLogger(RequestLog.class);
    private static final String BEGUN = "aws-sso.begun";
    private static final int MANY_FAILURES = 20;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private final @Nullable AuditLog audit;
    private final InstantSource clock;
    private final Map<ProtocolError, AtomicLong> refused = new ConcurrentHashMap<>();
    private final AtomicLong withoutToken = new AtomicLong();

    RequestLog(ServerSettings settings, Peers peers, InstantSource clock) {
        this.audit = settings.auditFile() == null ? null : AuditLog.open(settings.auditFile(), peers);
        this.clock = clock;
    }

    /** A request has come. */
    void begin(RoutingContext context) {
        if (LOG.isDebugEnabled()) {
            context.put(BEGUN, System.nanoTime());
            context.addEndHandler(ended -> debug(context));
        }
    }

    private static void debug(RoutingContext context) {
        Route route = Route.known(context);
        long begun = context.<Long>get(BEGUN);
        LOG.debugf(
                "%s %s %d %d us",
                method(context),
                route == null ? "-" : route.resource().template(),
                context.response().getStatusCode(),
                (System.nanoTime() - begun) / 1000);
    }

    /** The caller was refused before anything was looked at; such callers are only counted. */
    void refused(ProtocolError reason) {
        refused.computeIfAbsent(reason, ignored -> new AtomicLong()).incrementAndGet();
        if (reason.equals(ProtocolError.NOT_AUTHORISED) && withoutToken.incrementAndGet() == MANY_FAILURES + 1) {
            LOG.warn("more than 20 requests without a valid token within one minute");
        }
    }

    /** The request found its route: its answer is written down. */
    void expectAnswer(RoutingContext context, Route route) {
        HttpMethod method = context.request().method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        boolean audited = audit != null
                && (reads
                        ? route.resource().givesCredentials()
                        : route.resource().methods().contains(method.name()));
        if (audited || !reads) {
            context.addEndHandler(ended -> answered(context, route, audited));
        }
    }

    private void answered(RoutingContext context, Route route, boolean audited) {
        int status = context.response().getStatusCode();
        if (audited && audit != null) {
            audit.write(new AuditLog.Entry(
                    clock.instant(),
                    method(context),
                    slot(route.slot()),
                    status,
                    Caller.of(context).getName(),
                    context.request().connection()));
        }
        String method = method(context);
        if (status == 200 && method.equals("PUT")) {
            LOG.infof("loaded slot %s", slot(route.slot()));
        } else if (status == 200 && method.equals("DELETE")) {
            LOG.infof("removed %s", route.slot() == null ? "all named slots" : "slot " + slot(route.slot()));
        }
    }

    // An unknown method is a text of the caller's.
    private static String method(RoutingContext context) {
        String name = context.request().method().name();
        return METHODS.contains(name) ? name : "-";
    }

    private static String slot(@Nullable SlotName slot) {
        if (slot == null) {
            return "-";
        }
        return slot.named() ? JsonStyle.COMPACT.write(slot.text()) : "(default)";
    }

    /** Reports the refusals since the last report; to be called once a minute. */
    void report() {
        withoutToken.set(0);
        refused.forEach((reason, count) -> {
            long times = count.getAndSet(0);
            if (times > 0) {
                LOG.warnf("%d requests refused: %s", times, reason.message());
            }
        });
    }

    /** Writes what is still to be written. */
    @PreDestroy
    void end() {
        report();
        if (audit != null) {
            audit.close();
        }
    }
}
