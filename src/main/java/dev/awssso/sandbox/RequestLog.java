package dev.awssso.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests, so that a test can check what its tool has sent. They are masked when they are read. */
final class RequestLog {

    private static final int LONGEST = 1_000;

    private record Entry(String operation, Request request, int status, Instant at) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(String operation, Request request, int status, Instant at) {
        if (entries.size() == LONGEST) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(operation, request, status, at));
    }

    /** Oldest first. */
    List<RecordedRequest> requests() {
        List<Entry> copy;
        synchronized (this) {
            copy = List.copyOf(entries);
        }
        return copy.stream()
                .map(entry -> Masking.of(entry.request()).recorded(entry.operation(), entry.status(), entry.at()))
                .toList();
    }

    synchronized void clear() {
        entries.clear();
    }
}
