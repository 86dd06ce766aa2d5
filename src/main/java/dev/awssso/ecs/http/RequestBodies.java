package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of PUT: their type, their size, the time they may take; and how many are in progress. */
@Singleton
public class RequestBodies {

    private static final int LARGEST = 65_536;
    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final Pattern JSON = Pattern.compile("application/json[ \t]*(;[ \t]*charset=\"?utf-8\"?[ \t]*)?");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

    private final BodyHandler reader = BodyHandler.create(false).setBodyLimit(LARGEST);
    private final AtomicInteger inProgress = new AtomicInteger();

    /** Reads the body and hands the request on. */
    void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        check(request);
        long timer = context.vertx().setTimer(LONGEST_MILLIS, passed -> {
            if (!request.isEnded()) {
                ErrorAnswers.close(context, ProtocolError.TOO_SLOW);
            }
        });
        inProgress.incrementAndGet();
        context.addEndHandler(ended -> {
            inProgress.decrementAndGet();
            context.vertx().cancelTimer(timer);
        });
        reader.handle(context);
    }

    private static void check(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaderNames.CONTENT_TYPE);
        boolean json =
                type != null && JSON.matcher(type.toLowerCase(Locale.ROOT)).matches();
        if (!json || request.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            throw new RequestRejected(
                    ProtocolError.of(ProtocolError.MEDIA_TYPE, "Content-Type must be application/json."));
        }
        if (declared(request) > LARGEST) {
            throw new RequestRejected(ProtocolError.BODY_TOO_LARGE);
        }
    }

    /** How many changes are being made at this moment. */
    int inProgress() {
        return inProgress.get();
    }

    /** True for a request with a body and a method that has none. */
    static boolean misplaced(HttpServerRequest request) {
        return has(request) && BODILESS.contains(request.method().name());
    }

    /** True when a body follows the headers. */
    static boolean has(HttpServerRequest request) {
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) || declared(request) != 0;
    }

    private static long declared(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        // The parser has refused what is no number.
        return length == null ? 0 : Long.parseLong(length.strip());
    }
}
