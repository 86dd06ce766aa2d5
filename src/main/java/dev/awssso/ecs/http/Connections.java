package dev.awssso.ecs.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All connections of the server, at most 256. Where one more comes, the one that has been idle longest makes room;
 * where none is idle, the new one waits unread. Runs on the event loop.
 */
final class Connections {

    static final int MOST = 256;

    /** How many peers that are not shown to be this user are answered at a time. */
    static final int MOST_UNPROVEN = 16;

    private static final int MOST_WAITING = 1024;

    private final Set<Connection> served = new HashSet<>();
    private final Set<Connection> idle = new LinkedHashSet<>();
    private final Set<Connection> unproven = new HashSet<>();
    private final Deque<Connection> waiting = new ArrayDeque<>();

    /** A connection was accepted. */
    void opened(Connection connection) {
        if (served.size() < MOST) {
            serve(connection);
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            connection.framing().close();
            return;
        }
        connection.framing().hold(true);
        waiting.add(connection);
        makeRoom();
    }

    /** It turned out that the caller is not shown to be this user. */
    void unproven(Connection connection) {
        if (unproven.size() >= MOST_UNPROVEN) {
            connection.framing().close();
        } else if (served.contains(connection)) {
            unproven.add(connection);
        }
    }

    void idle(Connection connection) {
        if (served.contains(connection)) {
            idle.add(connection);
            if (!waiting.isEmpty()) {
                makeRoom();
            }
        }
    }

    void busy(Connection connection) {
        idle.remove(connection);
    }

    void closed(Connection connection) {
        idle.remove(connection);
        unproven.remove(connection);
        waiting.remove(connection);
        if (served.remove(connection) && !waiting.isEmpty()) {
            serve(waiting.removeFirst());
        }
    }

    /** Ends all that are between two requests. */
    void closeIdle() {
        List.copyOf(idle).forEach(connection -> connection.framing().close());
        List.copyOf(waiting).forEach(connection -> connection.framing().close());
    }

    /** True when no connection is open. */
    boolean none() {
        return served.isEmpty();
    }

    private void serve(Connection connection) {
        served.add(connection);
        idle.add(connection);
        connection.framing().hold(false);
    }

    // The one it closes calls back, and the first that waits takes its place.
    private void makeRoom() {
        if (!idle.isEmpty()) {
            idle.iterator().next().framing().close();
        }
    }
}
