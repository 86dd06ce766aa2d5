package dev.awssso.boot;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that runs the person's notify command. It begins with the first notice. */
final class NoticeThread implements AutoCloseable {

    // The end of the server must not take long; what the command has started is ended within this time.
    private static final long LONGEST_END_MILLIS = 300;

    private final ExecutorService thread =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> {
                Thread made = new Thread(work, "notify");
                made.setDaemon(true);
                return made;
            });

    void execute(Runnable work) {
        thread.execute(work);
    }

    /** Ends a command that is running. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
