package dev.awssso.ecs.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    private final Promise<Void> drained = Promise.promise();
    private boolean draining;

    /** A connection was accepted. */
    void opened(Connection connection) {
        if (draining) {
            connection.framing().close();
            return;
        }
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
            if (draining) {
                connection.framing().close();
            } else if (!waiting.isEmpty()) {
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
        settled();
    }

    /** The server ends: no further connection and no further request is served. Completes when all are closed. */
    Future<Void> drain() {
        draining = true;
        List.copyOf(waiting).forEach(connection -> connection.framing().close());
        List.copyOf(idle).forEach(connection -> connection.framing().close());
        settled();
        return drained.future();
    }

    private void settled() {
        if (draining && served.isEmpty()) {
            drained.tryComplete();
        }
    }

    private void serve(Connection connection) {
        served.add(connection);
        idle.add(connection);
        connection.framing().hold(false);
    }

    // The one it closes calls back, and the first that waits takes its place.
    private void makeRoom() {
        if (!idle.isEmpty()) {
            Connection longest = idle.iterator().next();
            idle.remove(longest);
            longest.framing().close();
        }
    }
}
