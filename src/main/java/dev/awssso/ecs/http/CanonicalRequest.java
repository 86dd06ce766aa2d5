package dev.awssso.ecs.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request as the resources see it: its path in the one spelling that the guards found, without a query, and a HEAD
 * as a GET. So neither normalisation nor matrix parameters nor redirects of a framework can give it another meaning.
 */
final class CanonicalRequest extends HttpServerRequestWrapper {

    private final HttpMethod method;
    private final String path;

    CanonicalRequest(HttpServerRequest request, Route route) {
        super((HttpServerRequestInternal) request);
        this.method = request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
        this.path = route.path();
    }

    @Override
    public HttpMethod method() {
        return method;
    }

    @Override
    public String uri() {
        return path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return null;
    }
}
