package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ResponseHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** Puts the headers of every answer, in the form in which they cost least to write. */
final class AnswerHeaders {

    private record Header(CharSequence name, CharSequence value) {}

    private static final List<Header> ALL = all();

    private AnswerHeaders() {}

    private static List<Header> all() {
        List<Header> all = new ArrayList<>();
        ResponseHeaders.SECURITY.forEach((name, value) ->
                all.add(new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value))));
        return List.copyOf(all);
    }

    static void put(MultiMap headers) {
        for (Header header : ALL) {
            headers.set(header.name(), header.value());
        }
    }
}
