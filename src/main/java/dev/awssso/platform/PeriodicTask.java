package dev.awssso.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that is repeated in a thread of its own until it is closed. A defect in one round is reported, and the next
 * round comes all the same: a plain {@link ScheduledExecutorService} would end without a message.
 */
public final class PeriodicTask implements AutoCloseable {

    private final ScheduledExecutorService timer;

    private PeriodicTask(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Begins after the first pause.
     *
     * @param name the thread's
     * @param pause between the end of one round and the begin of the next
     * @param onDefect receives each round that failed
     */
    public static PeriodicTask start(String name, Duration pause, Runnable work, Consumer<Throwable> onDefect) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        long nanos = pause.toNanos();
        var unused = timer.scheduleWithFixedDelay(() -> round(work, onDefect), nanos, nanos, TimeUnit.NANOSECONDS);
        return new PeriodicTask(timer);
    }

    private static void round(Runnable work, Consumer<Throwable> onDefect) {
        try {
            work.run();
        } catch (RuntimeException | Error defect) {
            onDefect.accept(defect);
        }
    }

    /** No further round; one that runs is interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
