package dev.awssso.ecs.http;

/** One check of requests. The order of the guards is part of the contract: the first that rejects decides. */
@FunctionalInterface
interface Guard {

    /** Returns when the request may go on, throws a {@link Rejection} when not. */
    void check(Exchange exchange);
}
