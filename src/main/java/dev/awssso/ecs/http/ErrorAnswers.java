package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.ResponseHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns failures into the errors of the protocol, and writes errors outside of the resources. */
@Singleton
public class ErrorAnswers {

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
    // Before the framework's own handler of failures.
    private static final int ORDER = Integer.MIN_VALUE + 10;
    private static final int ID_LENGTH = 8;
    // How long what a refused caller still sends is read, so that it gets to see its answer (RFC 9112 9.6).
    private static final long LINGER_MILLIS = 300;

    private final RequestFilters filters;

    ErrorAnswers(RequestFilters filters) {
        this.filters = filters;
    }

    /** Answers what failed outside of the resources, or before any route was looked for. */
    void register(@Observes Router router) {
        router.route().order(ORDER).failureHandler(this::failed);
        // Where no route can be looked for, since the path has a bad escape, there is no failure handler either.
        router.errorHandler(ProtocolError.BAD_REQUEST, this::failed);
        router.errorHandler(ProtocolError.DEFECT, this::failed);
    }

    private void failed(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // A request that waited while the server ended finds nobody who could judge it.
        if (response.headWritten() || filters.ending()) {
            context.request().connection().close();
            return;
        }
        Throwable failure = context.failure();
        // The framework fails with a status alone, or with its own exception: no Host, no path, a body that cannot be
        // read. Such a request did not pass the parser, as it were.
        if (failure == null || context.statusCode() < ProtocolError.DEFECT) {
            close(context, unreadable(context));
        } else {
            close(context, of(failure));
        }
    }

    private static ProtocolError unreadable(RoutingContext context) {
        if (context.statusCode() == ProtocolError.TOO_LARGE) {
            return ProtocolError.BODY_TOO_LARGE;
        }
        int hosts = context.request().headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts != 1) {
            return ProtocolError.invalid(hosts == 0 ? "no Host header" : "more than one Host header");
        }
        return context.request().authority() == null
                ? ProtocolError.OTHER_HOST
                : ProtocolError.invalid("the target or the body cannot be read");
    }

    /** The error that names a failure. What no rule foresees is a defect, logged without texts of the request. */
    static ProtocolError of(Throwable failure) {
        if (failure instanceof RequestRejected rejected) {
            return rejected.error();
        }
        if (failure instanceof ForbiddenException || failure instanceof UnauthorizedException) {
            return ProtocolError.NOT_AUTHORISED;
        }
        if (failure instanceof WebApplicationException web
                && web.getResponse().getStatus() == ProtocolError.NOT_FOUND) {
            return ProtocolError.UNKNOWN_ROUTE;
        }
        return defect(failure);
    }

    private static ProtocolError defect(Throwable failure) {
        String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
        // The messages of exceptions may quote a request; their classes and places do not.
        StringBuilder trace = new StringBuilder("internal error " + id);
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            trace.append("\n  ").append(cause.getClass().getName());
            for (StackTraceElement element : cause.getStackTrace()) {
                trace.append("\n    at ").append(element);
            }
        }
        LOG.error(trace);
        return ProtocolError.of(ProtocolError.DEFECT, "Internal error " + id + "; see the server's log.");
    }

    /** Answers with an error, and the connection continues. */
    static void write(RoutingContext context, ProtocolError error) {
        byte[] body = error.toBytes();
        HttpServerResponse response = context.response();
        response.setStatusCode(error.status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        ResponseHeaders.SECURITY.forEach(response::putHeader);
        error.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(body));
    }

    /** Answers with an error and closes the connection, after what the caller still sends of this request. */
    static void close(RoutingContext context, ProtocolError error) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var request = context.request();
        var connection = request.connection();
        if (request.isEnded()) {
            response.endHandler(sent -> connection.close());
        } else {
            request.handler(null).endHandler(read -> connection.close());
            request.resume();
            context.vertx().setTimer(LINGER_MILLIS, passed -> connection.close());
        }
        write(context, error);
    }
}
