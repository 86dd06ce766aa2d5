package dev.awssso.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The failures that are planned for the next calls. */
final class Faults {

    /** The plan for calls of any operation. */
    static final String ANY = "*";

    private final Map<String, Deque<Fault>> planned = new HashMap<>();

    /** The next so many calls of an operation fail this way, after those already planned. */
    synchronized void plan(String operation, Fault fault, int times) {
        Deque<Fault> queue = planned.computeIfAbsent(operation, any -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /** Takes the failure planned for this call. */
    synchronized Optional<Fault> take(String operation) {
        return poll(operation).or(() -> poll(ANY));
    }

    synchronized void clear() {
        planned.clear();
    }

    private Optional<Fault> poll(String key) {
        Deque<Fault> queue = planned.get(key);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.poll());
    }
}
