package dev.awssso.ecs.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What every request passes, in this order: parse and limits, host, browser, proxy, the health check, caller, form of
 * the target, route, method, and for a PUT media type and size. The first that rejects decides, and nothing later is
 * evaluated. Only then do the resources see the request.
 */
final class Gate implements Handler<HttpServerRequest> {

    private static final Pattern JSON = Pattern.compile("application/json[ \t]*(;[ \t]*charset=\"?utf-8\"?[ \t]*)?");

    private final List<Guard> early;
    private final CallerGuard callers;
    private final TargetGuard targets = new TargetGuard();
    private final FailureBrake brake;
    private final Journal journal;
    private final Handler<HttpServerRequest> resources;

    /**
     * How callers are told apart.
     *
     * @param guard judges them
     * @param brake slows down those that fail
     */
    record Callers(CallerGuard guard, FailureBrake brake) {}

    /**
     * The gate of a server.
     *
     * @param early the guards that stand before the caller is judged, in their order; one of them may answer
     * @param resources takes the requests that pass
     */
    Gate(List<Guard> early, Callers callers, Journal journal, Handler<HttpServerRequest> resources) {
        this.early = List.copyOf(early);
        this.callers = callers.guard();
        this.brake = callers.brake();
        this.journal = journal;
        this.resources = resources;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, journal::finished);
        guarded(exchange, () -> enter(exchange));
    }

    private void enter(Exchange exchange) {
        Rejection violation = exchange.head().violation();
        if (violation != null) {
            throw violation;
        }
        early.forEach(guard -> guard.check(exchange));
        if (exchange.answered()) {
            return;
        }
        Future<?> missing = callers.missing(exchange);
        if (missing == null) {
            admit(exchange);
        } else {
            missing.onComplete(known -> exchange.later(() -> guarded(exchange, () -> admit(exchange))));
        }
    }

    private void admit(Exchange exchange) {
        callers.check(exchange);
        targets.check(exchange);
        if (exchange.method().equals("PUT")) {
            receive(exchange);
        } else {
            hand(exchange);
        }
    }

    private void receive(Exchange exchange) {
        String type = exchange.header(HttpHeaderNames.CONTENT_TYPE);
        boolean json =
                type != null && JSON.matcher(type.toLowerCase(Locale.ROOT)).matches();
        if (!json || exchange.header(HttpHeaderNames.CONTENT_ENCODING) != null) {
            throw Rejection.of(Rejection.MEDIA_TYPE, "Content-Type must be application/json.");
        }
        if (exchange.head().length() > BodyReader.LARGEST) {
            throw BodyReader.tooLarge();
        }
        if (!exchange.head().hasBody()) {
            exchange.body(new byte[0]);
            hand(exchange);
            return;
        }
        String expected = exchange.header(HttpHeaderNames.EXPECT);
        if (expected != null && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            exchange.request().response().writeContinue();
        }
        exchange.connection()
                .framing()
                .body()
                .onSuccess(body -> exchange.later(() -> guarded(exchange, () -> {
                    exchange.body(body);
                    hand(exchange);
                })))
                .onFailure(failure -> exchange.later(() -> guarded(exchange, () -> {
                    throw failure instanceof Rejection rejection ? rejection : new IllegalStateException(failure);
                })));
    }

    private void hand(Exchange exchange) {
        exchange.bind();
        resources.handle(new CanonicalRequest(exchange.request(), Objects.requireNonNull(exchange.route())));
    }

    private void guarded(Exchange exchange, Runnable work) {
        try {
            work.run();
        } catch (Rejection rejection) {
            refuse(exchange, rejection);
        } catch (RuntimeException | StackOverflowError defect) {
            exchange.answer(Defects.answer(defect));
        }
    }

    private void refuse(Exchange exchange, Rejection rejection) {
        if (CallerGuard.NO_TOKEN.equals(exchange.refusal())) {
            brake.failed(() -> exchange.answer(rejection.answer()));
        } else {
            exchange.answer(rejection.answer());
        }
    }
}
