package dev.awssso.ecs.http;

import dev.awssso.ecs.Tokens;
import dev.awssso.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the store of tokens, away from the event loops: regularly, and when somebody shows a token that is not
 * known. All who wait share a look that begins after they came, and looks keep a distance, so that wrong tokens cost no
 * disk.
 */
@Singleton
public class TokenLooks {

    private static final Logger LOG = Logger.getLogger(TokenLooks.class);
    private static final long BETWEEN_MILLIS = 100;
    private static final long REGULARLY_MILLIS = 1000;

    private final Tokens tokens;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "tokens");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<Void> next;
    private long begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS);

    TokenLooks(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Looks every second from now on.
     *
     * @param firstToken run when a token was stored and none was needed before
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the server ends
    void start(Runnable firstToken) {
        reader.scheduleWithFixedDelay(
                () -> {
                    boolean demanded = tokens.book().demandsToken();
                    read();
                    if (tokens.book().demandsToken() != demanded) {
                        firstToken.run();
                    }
                },
                REGULARLY_MILLIS,
                REGULARLY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Done when the store was looked at after this moment; it never fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // what counts is the look's own
    synchronized CompletableFuture<Void> look() {
        if (next != null) {
            return next;
        }
        CompletableFuture<Void> look = new CompletableFuture<>();
        long wait = Math.max(0, BETWEEN_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        try {
            next = look;
            reader.schedule(() -> read(look), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            look.complete(null);
        }
        return look;
    }

    private void read(CompletableFuture<Void> look) {
        begin();
        try {
            read();
        } finally {
            look.complete(null);
        }
    }

    private synchronized void begin() {
        next = null;
        begun = System.nanoTime();
    }

    // A timer forgets a task that has failed once, so nothing may leave here.
    private void read() {
        try {
            tokens.look();
        } catch (Problem problem) {
            LOG.warn("cannot read the tokens again, so the current ones stay valid: " + problem.what());
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("internal error while the tokens were checked: "
                    + defect.getClass().getName());
        }
    }

    @PreDestroy
    void end() {
        reader.shutdownNow();
    }
}
