package dev.awssso.aws;

import dev.awssso.platform.Environment;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Repeats calls that may succeed the next time, with full jitter between (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
final class Attempts {

    private static final int DEFAULT = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Environment environment;
    private final ConnectionSettings settings;
    private final CallRules rules;
    private final Sleeper sleeper;

    Attempts(AwsClients clients, Sleeper sleeper) {
        this.environment = clients.environment();
        this.settings = clients.settings();
        this.rules = clients.rules();
        this.sleeper = sleeper;
    }

    /** How often a call is sent at most: {@code AWS_MAX_ATTEMPTS}, {@code max_attempts}, else 3. */
    int most() {
        if (rules.once()) {
            return 1;
        }
        return environment
                .get("AWS_MAX_ATTEMPTS")
                .or(() -> settings.value("max_attempts"))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT);
    }

    /** Sends the call until it succeeds, fails for good, or was sent {@link #most} times. */
    <T> T call(Supplier<T> call) {
        return call(call, AwsErrors::retryable);
    }

    /** The same for a service with failures of its own that may pass. */
    @SuppressWarnings("try") // the turn is held, not used
    <T> T call(Supplier<T> call, Predicate<SdkException> retryable) {
        for (int attempt = 1; true; attempt++) {
            try (CallLimit.Turn turn = rules.limit().enter()) {
                return call.get();
            } catch (SdkException failure) {
                if (attempt >= most() || !retryable.test(failure)) {
                    throw failure;
                }
                pause(attempt - 1, failure);
            }
        }
    }

    /** Waits before the next attempt. */
    void pause(int failures, SdkException failure) {
        Duration limit = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        long most = Math.min(limit.toMillis(), LONGEST_PAUSE.toMillis());
        Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
        Duration wanted = AwsErrors.retryAfter(failure).orElse(Duration.ZERO);
        try {
            sleeper.sleep(wanted.compareTo(jitter) > 0 ? wanted : jitter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting to call AWS again");
        }
    }
}
