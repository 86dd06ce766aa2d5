package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;

/** One of the services behind the sandbox's socket. */
interface Endpoint {

    /** The operation that a request calls, under the name that counters and faults use; empty: not ours. */
    Optional<String> operation(Request request);

    /**
     * Does the call.
     *
     * @param facts gets what a test may want to know of the request; nothing secret
     * @throws Refusal when the service says no
     */
    Reply handle(Request request, Map<String, String> facts);

    /** A refusal in the words of this service. */
    Reply refuse(Refusal refusal);

    /** What this service says to a caller that calls too often. */
    Refusal tooOften();

    /** What this service says when it fails by itself. */
    Refusal broken();
}
