package dev.awssso.ecs.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way through the guards to its answer. */
final class Exchange {

    private final HttpServerRequest request;
    private final Connection connection;
    private final RequestHead head;
    private final RequestTarget target;
    private final Consumer<Exchange> finished;
    private final Context context = Vertx.currentContext();
    private final long begun = System.nanoTime();
    private @Nullable Route route;
    private @Nullable Caller caller;
    private byte @Nullable [] body;
    private int status;
    private @Nullable String refusal;

    Exchange(HttpServerRequest request, Consumer<Exchange> finished) {
        this.request = request;
        this.finished = finished;
        this.connection = Connection.of(request.connection());
        this.head = connection.framing().head();
        this.target = RequestTarget.parse(head.target());
    }

    /** The exchange that the present code runs for. */
    static Exchange current() {
        return Objects.requireNonNull(Vertx.currentContext().getLocal(Exchange.class), "no request is being served");
    }

    /** Makes it the {@link #current} one for all that runs for this request from now on. */
    void bind() {
        context.putLocal(Exchange.class, this);
    }

    HttpServerRequest request() {
        return request;
    }

    Connection connection() {
        return connection;
    }

    RequestHead head() {
        return head;
    }

    RequestTarget target() {
        return target;
    }

    String method() {
        return head.method();
    }

    /** The header's value, null when it is absent. */
    @Nullable
    String header(CharSequence name) {
        return head.headers().get(name);
    }

    /** Where it goes, null before that is known. */
    @Nullable
    Route route() {
        return route;
    }

    void route(Route found) {
        route = found;
    }

    /** Who sent it, null before that is known. */
    @Nullable
    Caller caller() {
        return caller;
    }

    void caller(Caller found) {
        caller = found;
    }

    /** The body, null when it has none or before it was read. */
    byte @Nullable [] body() {
        return body;
    }

    void body(byte[] read) {
        body = read;
    }

    /** True when its answer is on its way. */
    boolean answered() {
        return status != 0;
    }

    /** The status of the answer, 0 while there is none. */
    int status() {
        return status;
    }

    /** Why a caller was refused before anything was looked at, null when it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    void refusal(String reason) {
        refusal = reason;
    }

    long begun() {
        return begun;
    }

    /** Runs on the event loop of the connection, in the context of this request. */
    void later(Runnable work) {
        context.runOnContext(ignored -> work.run());
    }

    /** Writes the answer. Every answer of the server leaves through here. */
    void answer(Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        status = answer.status();
        // The framework would put its own status and a charset over ours at the last moment.
        response.headersEndHandler(null);
        boolean last = answer.closes() || connection.framing().incomplete() || head.closes();
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length))
                .putHeader(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("cross-origin-resource-policy", "same-origin")
                .putHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'");
        answer.headers().forEach(response::putHeader);
        if (last) {
            response.putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        Buffer bytes = head.method().equals("HEAD") ? Buffer.buffer() : Buffer.buffer(answer.body());
        response.end(bytes).onComplete(written -> {
            finished.accept(this);
            connection.framing().answered(last);
        });
    }
}
