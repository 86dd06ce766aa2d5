package dev.awssso.ecs.http;

import dev.awssso.ecs.Tokens;
import dev.awssso.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the store when somebody shows a token that is not known: it may have been made this moment. All who wait
 * share a look that begins after they came, and looks keep a distance, so that wrong tokens cost no disk. Runs on the
 * event loop, and looks away from it.
 */
final class TokenLooks {

    private static final Logger LOG = Logger.getLogger(TokenLooks.class);
    private static final long BETWEEN_MILLIS = 100;

    private final Tokens tokens;
    private final Vertx vertx;
    private final Executor executor;
    private @Nullable Promise<Void> next;
    private long begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS);

    /** @param executor reads the store */
    TokenLooks(Tokens tokens, Vertx vertx, Executor executor) {
        this.tokens = tokens;
        this.vertx = vertx;
        this.executor = executor;
    }

    /** Done when the store was looked at after this moment; it never fails. */
    Future<Void> look() {
        if (next != null) {
            return next.future();
        }
        Promise<Void> look = Promise.promise();
        next = look;
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (passed >= BETWEEN_MILLIS) {
            begin(look);
        } else {
            vertx.setTimer(BETWEEN_MILLIS - passed, ignored -> begin(look));
        }
        return look.future();
    }

    private void begin(Promise<Void> look) {
        next = null;
        begun = System.nanoTime();
        try {
            executor.execute(() -> read(look));
        } catch (RejectedExecutionException ending) {
            look.tryComplete();
        }
    }

    private void read(Promise<Void> look) {
        try {
            tokens.look();
        } catch (Problem problem) {
            LOG.warn("the tokens cannot be read again, those in force stay: " + problem.what());
        } finally {
            look.tryComplete();
        }
    }
}
