package dev.awssso.ecs.http;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.protocol.HostRule;
import dev.awssso.ecs.protocol.OriginRule;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.RequestTarget;
import dev.awssso.ecs.protocol.ResponseHeaders;
import dev.awssso.ecs.protocol.SlotName;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes, in this order: form and host, web pages, proxies, the health check; then, once the
 * framework has authenticated the caller, what a read token permits, the form of the target, route and method. The
 * first that refuses decides, and nothing later is looked at.
 */
@Singleton
public class RequestFilters {

    // The framework authenticates at 200 and authorises at 100 (SecurityHandlerPriorities).
    private static final int BEFORE_AUTHENTICATION = 1000;
    private static final int AFTER_AUTHENTICATION = 50;
    private static final String TARGET = "aws-sso.target";

    // In the form that costs least to write.
    private static final Map<CharSequence, CharSequence> SECURITY_HEADERS = ResponseHeaders.SECURITY.entrySet().stream()
            .collect(toUnmodifiableMap(
                    header -> HttpHeaders.createOptimized(header.getKey()),
                    header -> HttpHeaders.createOptimized(header.getValue())));

    private final HostRule hosts;
    private final HealthCheck health;
    private final RequestBodies bodies;
    private final RequestLog log;
    private volatile boolean ending;

    RequestFilters(ServerSettings settings, HealthCheck health, RequestBodies bodies, RequestLog log) {
        this.hosts = new HostRule(settings.address(), settings.allowedHosts());
        this.health = health;
        this.bodies = bodies;
        this.log = log;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_AUTHENTICATION);
        filters.register(this::route, AFTER_AUTHENTICATION);
    }

    /** The server ends: whoever asks from now on gets no answer, since the parts that make one go away. */
    void end() {
        ending = true;
    }

    /** Whether the server ends. */
    boolean ending() {
        return ending;
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        // Of a caller that sends and never reads, what waits for it would grow without end.
        if (ending || response.writeQueueFull()) {
            request.connection().close();
            return;
        }
        putSecurityHeaders(response.headers());
        MultiMap headers = request.headers();
        // Whatever is accepted, the answer is JSON.
        headers.remove(HttpHeaderNames.ACCEPT);
        log.begin(context);
        try {
            RequestTarget target = RequestTarget.parse(request.uri());
            context.put(TARGET, target);
            ProtocolError refusal = refusal(request, headers, target);
            if (refusal != null) {
                log.refused(refusal);
                ErrorAnswers.close(context, refusal);
                return;
            }
            if (target.is("/healthcheck")) {
                health.answer(context);
                return;
            }
            // Here already, since the framework's authentication fails at a path that it cannot decode.
            target.checkEscapes();
            context.next();
        } catch (RequestRejected rejected) {
            ErrorAnswers.close(context, rejected.error());
        }
    }

    private static void putSecurityHeaders(MultiMap headers) {
        SECURITY_HEADERS.forEach(headers::set);
    }

    private @Nullable ProtocolError refusal(HttpServerRequest request, MultiMap headers, RequestTarget target) {
        if (request.version() != HttpVersion.HTTP_1_1) {
            return ProtocolError.invalid("not HTTP/1.1");
        }
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        if (host.size() != 1) {
            return ProtocolError.invalid(host.isEmpty() ? "no Host header" : "more than one Host header");
        }
        if (headers.getAll(HttpHeaderNames.AUTHORIZATION).size() > 1) {
            return ProtocolError.invalid("more than one Authorization header");
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING) && !chunked(headers)) {
            return ProtocolError.invalid("the only Transfer-Encoding is chunked");
        }
        String authority = target.authority();
        if (!allows(request, host.get(0)) || (authority != null && !allows(request, authority))) {
            return ProtocolError.OTHER_HOST;
        }
        return OriginRule.violation(headers);
    }

    private static boolean chunked(MultiMap headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
    }

    private boolean allows(HttpServerRequest request, String authority) {
        return hosts.allows(authority) || hosts.allows(authority, local(request));
    }

    private static InetAddress local(HttpServerRequest request) {
        return Peers.end(request.connection().localAddress()).getAddress();
    }

    private void route(RoutingContext context) {
        try {
            RequestTarget target = context.get(TARGET);
            HttpServerRequest request = context.request();
            Caller caller = Caller.of(context);
            if (!caller.admin() && !caller.mayRead(request.method(), target)) {
                log.refused(ProtocolError.NOT_AUTHORISED);
                ErrorAnswers.close(context, ProtocolError.NOT_AUTHORISED);
                return;
            }
            Route route = found(request, target);
            SlotName slot = route.slot();
            if (slot != null && target.path().indexOf(';') >= 0) {
                // The framework would cut the name there.
                context.reroute("/slot/" + slot.escaped());
                return;
            }
            route.setIn(context);
            log.expectAnswer(context, route);
            if (!route.resource().methods().contains(request.method().name())) {
                throw new RequestRejected(
                        ProtocolError.methodNotAllowed(route.resource().methods()));
            }
            if (request.method().name().equals("PUT")) {
                bodies.read(context);
            } else {
                context.next();
            }
        } catch (RequestRejected rejected) {
            answer(context, rejected.error());
        }
    }

    private static Route found(HttpServerRequest request, RequestTarget target) {
        if (!target.query().isEmpty()) {
            // Some SDK versions drop or reorder it, and the caller would get another slot's credentials.
            throw new RequestRejected(
                    ProtocolError.invalid("a query string is not allowed; the slot is part of the path, /slot/<name>"));
        }
        Route route = Route.of(target);
        if (RequestBodies.misplaced(request)) {
            throw new RequestRejected(ProtocolError.invalid("this request cannot have a body"));
        }
        if (route == null) {
            throw new RequestRejected(ProtocolError.UNKNOWN_ROUTE);
        }
        return route;
    }

    // A body that nobody will read must not stand before the next request.
    static void answer(RoutingContext context, ProtocolError error) {
        if (RequestBodies.has(context.request())) {
            ErrorAnswers.close(context, error);
        } else {
            ErrorAnswers.write(context, error);
        }
    }
}
