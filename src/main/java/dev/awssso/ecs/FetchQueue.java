package dev.awssso.ecs;

import dev.awssso.credentials.FetchExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The fetches of one source, one at a time. Whoever comes while one is under way waits here and not in a thread, so
 * that a source which hangs keeps a single thread from the others.
 */
final class FetchQueue implements FetchExecutor {

    private final Executor threads;
    private final Runnable whenShared;
    private final Deque<Fetch> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * A queue in which nothing waits.
     *
     * @param threads runs the fetches of all sources
     * @param whenShared is called when a fetch has ended and all who waited for it have got its outcome
     */
    FetchQueue(Executor threads, Runnable whenShared) {
        this.threads = threads;
        this.whenShared = whenShared;
    }

    @Override
    public void execute(Fetch fetch) {
        synchronized (this) {
            if (busy) {
                fetch.joins();
                waiting.add(fetch);
                return;
            }
            busy = true;
        }
        threads.execute(() -> run(fetch));
    }

    private void run(Fetch first) {
        try {
            first.run();
        } finally {
            share(takeWaiting().iterator());
        }
    }

    // A defect of one of them is for its thread to report, and keeps no other from getting the outcome.
    private void share(Iterator<Fetch> followers) {
        try {
            while (followers.hasNext()) {
                followers.next().run();
            }
        } finally {
            if (followers.hasNext()) {
                share(followers);
            } else {
                whenShared.run();
                next();
            }
        }
    }

    private synchronized List<Fetch> takeWaiting() {
        List<Fetch> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void next() {
        Fetch next;
        synchronized (this) {
            next = waiting.poll();
            busy = next != null;
        }
        if (next != null) {
            threads.execute(() -> run(next));
        }
    }
}
