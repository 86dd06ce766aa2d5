package dev.awssso.aws;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInRemedy;
import dev.awssso.signin.StartUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sso.SsoClient;

/** Calls to the portals, each at its own pace, repeated as often as makes sense. */
final class Portal {

    private static final String WHAT = "cannot use the IAM Identity Center portal";
    private static final int MOST_THROTTLED = 30;
    private static final Duration LONGEST_THROTTLED = Duration.ofMinutes(5);
    private static final int TOO_MANY_REQUESTS = 429;

    private final AwsClients clients;
    private final Attempts attempts;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    Portal(AwsClients clients, InstantSource clock, Sleeper sleeper) {
        this.clients = clients;
        this.attempts = new Attempts(clients, sleeper);
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Sends one call until it succeeds or fails for good.
     *
     * @throws Problem.SignIn for 401
     * @throws Problem.Refused for 403
     * @throws Problem.NotFound for 404
     * @throws Problem.Unreachable for everything else
     */
    <T> T call(Instance instance, Function<SsoClient, T> call) {
        SsoClient client = clients.sso(instance);
        Pace pace = paces.computeIfAbsent(
                instance.region() + " " + StartUrl.normal(instance.startUrl()),
                key -> new Pace(clients.rules().inFlight(), clock, sleeper));
        Instant end = clock.instant().plus(LONGEST_THROTTLED);
        int throttled = 0;
        int failed = 0;
        while (true) {
            try {
                return once(pace, client, call);
            } catch (SdkException failure) {
                boolean tooMany =
                        failure instanceof SdkServiceException service && service.statusCode() == TOO_MANY_REQUESTS;
                if (tooMany) {
                    pace.slowDown();
                    throttled++;
                } else {
                    failed++;
                }
                boolean again = tooMany
                        ? !clients.rules().once()
                                && throttled < MOST_THROTTLED
                                && clock.instant().isBefore(end)
                        : failed < attempts.most() && AwsErrors.retryable(failure);
                if (!again) {
                    throw problem(instance, failure);
                }
                attempts.pause(throttled + failed - 1, failure);
            }
        }
    }

    @SuppressWarnings("try") // the turn is held, not used
    private <T> T once(Pace pace, SsoClient client, Function<SsoClient, T> call) {
        pace.enter();
        // The turn is taken last, so that nothing delays the call any longer.
        try (CallLimit.Turn turn = clients.rules().limit().enter()) {
            return call.apply(client);
        } finally {
            pace.leave();
        }
    }

    private static Problem problem(Instance instance, SdkException failure) {
        if (!(failure instanceof SdkServiceException service)) {
            return AwsErrors.unreachable(WHAT, failure);
        }
        String said = AwsErrors.message(service).orElse(null);
        return switch (service.statusCode()) {
            case 401 ->
                new Problem.SignIn("AWS rejected the saved sign-in", said, SignInRemedy.login(instance), failure);
            case 403 -> new Problem.Refused("AWS refused the request", said, java.util.List.of(), null, failure);
            case 404 -> new Problem.NotFound("AWS does not know the requested account or role", said, null);
            case TOO_MANY_REQUESTS ->
                AwsErrors.waiting(
                        new Problem.Unreachable(
                                "the IAM Identity Center portal gets too many requests from this organization",
                                "it refused " + MOST_THROTTLED + " attempts, or all attempts for "
                                        + LONGEST_THROTTLED.toMinutes()
                                        + " minutes; wait some minutes and run the command again",
                                null,
                                failure),
                        failure);
            default -> AwsErrors.unreachable(WHAT, failure);
        };
    }

    /** What 404 means to a call that names an account and nothing else that may be missing. */
    static Problem noAccount(AccountId account, Problem.NotFound answer) {
        return new Problem.NotFound("account " + account + " is not assigned to you", answer.why(), null);
    }

    /** An answer that cannot be. */
    static Problem impossible(String what) {
        return new Problem.Unreachable(WHAT, ForeignText.clean(what), null, null);
    }
}
