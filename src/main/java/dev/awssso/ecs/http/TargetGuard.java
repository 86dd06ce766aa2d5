package dev.awssso.ecs.http;

import java.util.Set;

/** Judges the form of the target and finds its route; then the method. */
final class TargetGuard implements Guard {

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

    @Override
    public void check(Exchange exchange) {
        if (!exchange.target().query().isEmpty()) {
            // Some SDK versions drop or reorder it, and the caller would get another slot's credentials.
            throw Rejection.invalid("a query string; name a slot by its path, /slot/<name>");
        }
        Route route = exchange.target().route();
        body(exchange);
        if (route.place() == Route.Place.UNKNOWN) {
            throw Rejection.of(Rejection.NOT_FOUND, "No such resource.");
        }
        exchange.route(route);
        method(exchange, route.place());
    }

    static void body(Exchange exchange) {
        if (exchange.head().hasBody() && BODILESS.contains(exchange.method())) {
            throw Rejection.invalid("a body where none belongs");
        }
    }

    static void method(Exchange exchange, Route.Place place) {
        if (!place.methods().contains(exchange.method())) {
            throw Rejection.of(
                    Rejection.METHOD_NOT_ALLOWED, "Method not allowed.", "Allow", String.join(", ", place.methods()));
        }
    }
}
