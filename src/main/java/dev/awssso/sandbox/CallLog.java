package dev.awssso.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was called, so that a test can say "exactly one". */
final class CallLog {

    private static final int LONGEST = 100_000;

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void add(Call call) {
        counts.merge(call.operation(), 1, Integer::sum);
        if (calls.size() < LONGEST) {
            calls.add(call);
        }
    }

    synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    /** By operation, in alphabetical order. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized void clear() {
        calls.clear();
        counts.clear();
    }
}
