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

    private final Map<String, Deque<Planned>> planned = new HashMap<>();

    private static final class Planned {

        private final Fault fault;
        private int left;

        Planned(Fault fault, int left) {
            this.fault = fault;
            this.left = left;
        }
    }

    /** The next so many calls of an operation fail this way, after those already planned. */
    synchronized void plan(String operation, Fault fault, int times) {
        if (times > 0) {
            planned.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(new Planned(fault, times));
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
        Deque<Planned> queue = planned.get(key);
        if (queue == null || queue.isEmpty()) {
            return Optional.empty();
        }
        Planned next = queue.element();
        next.left--;
        if (next.left == 0) {
            queue.remove();
        }
        return Optional.of(next.fault);
    }
}
