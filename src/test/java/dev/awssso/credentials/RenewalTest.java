package dev.awssso.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final double NO_JITTER = 0.5;

    private final Problem down = new Problem.Unreachable("cannot reach AWS", null, null, null);
    private final Problem refused = new Problem.Refused("not assigned", null, null);
    private final Problem signIn = new Problem.SignIn("sign-in is needed", null, null);

    private Instant now = START;

    private static RoleCredentials keys(String id, Instant expiry) {
        return new RoleCredentials(id, Secret.of("secret"), Secret.of("token"), expiry, null);
    }

    private static RoleCredentials lasting(Duration life) {
        return keys("ASIA" + life, START.plus(life));
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H,  PT39M59S, false",
        "PT1H,  PT40M,    true",
        "PT12H, PT11H39M59S, false",
        "PT12H, PT11H40M, true",
        "PT15M, PT7M29S, false",
        "PT15M, PT7M30S, true",
        "PT2M,  PT59S,  false",
        "PT2M,  PT60S,  true",
    })
    void isDueTwentyMinutesAheadOrAtHalfOfAShorterLife(Duration life, Duration after, boolean due) {
        assertEquals(due, RenewalState.of(lasting(life), START).due(START.plus(after)));
    }

    @ParameterizedTest
    @CsvSource({"PT59M29S, true", "PT59M30S, false", "PT59M31S, false", "PT1H, false"})
    void handsOutNothingThatEndsWithinHalfAMinute(Duration after, boolean usable) {
        RenewalState state = RenewalState.of(lasting(Duration.ofHours(1)), START);
        assertEquals(usable, state.usable(START.plus(after)).isPresent());
    }

    @Test
    void longTermKeysAreNeverDueAndAlwaysUsable() {
        RenewalState state = RenewalState.of(new RoleCredentials("AKIA", Secret.of("secret"), null, null, null), START);
        assertFalse(state.due(START.plus(Duration.ofDays(4000))));
        assertTrue(state.usable(START.plus(Duration.ofDays(4000))).isPresent());
    }

    @Test
    void backsOffByFiveTenTwentyFortySixtySeconds() {
        RenewalState state = RenewalState.empty();
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60, 60}) {
            state = state.failed(down, START, NO_JITTER);
            assertEquals(START.plusSeconds(seconds), state.nextFetch());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0, 4000", "0.5, 5000", "0.999999, 6000"})
    void jitterIsAFifthEitherWay(double chance, long millis) {
        assertEquals(
                START.plusMillis(millis),
                RenewalState.empty().failed(down, START, chance).nextFetch());
    }

    @Test
    void asksFiveMinutesAfterARefusal() {
        assertEquals(
                START.plus(Duration.ofMinutes(5)),
                RenewalState.empty().failed(refused, START, 0.9).nextFetch());
    }

    @Test
    void honoursRetryAfterUpToFiveMinutes() {
        assertEquals(START.plusSeconds(30), nextAfter(Duration.ofSeconds(30)));
        assertEquals(START.plusSeconds(300), nextAfter(Duration.ofHours(9)));
        assertEquals(START.plusSeconds(5), nextAfter(Duration.ofSeconds(1)));
    }

    private Instant nextAfter(Duration retryAfter) {
        Problem busy = new Problem.Unreachable("AWS is busy", null, null, null).retryAfter(retryAfter);
        return RenewalState.empty().failed(busy, START, NO_JITTER).nextFetch();
    }

    @Test
    void whatAFetchBringsAfterTheSignOutIsDropped() {
        List<Runnable> queued = new ArrayList<>();
        Script script = new Script(List.of(() -> lasting(Duration.ofHours(1)), () -> lasting(Duration.ofHours(1))));
        Renewal renewal = new Renewal(script, RenewalState.empty(), () -> now, new Random(1), queued::add, state -> {
            assertSame(null, state.failure());
        });
        renewal.look();
        renewal.signedOut();
        queued.get(0).run();
        assertEquals(null, renewal.state().held());
        assertTrue(renewal.state().waitsForSignIn());
        renewal.signInChanged();
        renewal.look();
        queued.get(1).run();
        assertTrue(renewal.state().usable(now).isPresent());
    }

    @Test
    void waitingForAThreadIsNoTimeOfAws() {
        List<Runnable> queued = new ArrayList<>();
        Renewal renewal = new Renewal(
                new Script(List.of()), RenewalState.empty(), () -> now, new Random(1), queued::add, state -> {});
        renewal.look();
        now = now.plusSeconds(100);
        renewal.look();
        assertTrue(renewal.fetching());
        assertEquals(0, renewal.state().failures());
    }

    @Test
    void waitsForASignInAndRecoversAtOnceAfterIt() {
        RenewalState waiting = RenewalState.empty().failed(signIn, START, NO_JITTER);
        assertFalse(waiting.due(START.plus(Duration.ofDays(1))));
        assertTrue(waiting.waitsForSignIn());
        assertTrue(waiting.signInChanged().due(START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT30S", "PT49M"})
    void neverReplacesGoodCredentialsByWorse(Duration life) {
        RoleCredentials good = lasting(Duration.ofMinutes(50));
        RenewalState after = RenewalState.of(good, START).succeeded(keys("WORSE", START.plus(life)), START, NO_JITTER);
        assertSame(good, after.held());
        assertEquals(1, after.failures());
        assertInstanceOf(Problem.Unreachable.class, after.failure());
    }

    @Test
    void takesShorterCredentialsOnceTheHeldOnesAreOver() {
        RenewalState state = RenewalState.of(lasting(Duration.ofMinutes(50)), START);
        Instant later = START.plus(Duration.ofMinutes(50));
        RoleCredentials fresh = keys("FRESH", later.plus(Duration.ofMinutes(15)));
        assertSame(fresh, state.succeeded(fresh, later, NO_JITTER).held());
    }

    @Test
    void doesNotAskInALoopWhenTheAnswerIsHardlyLonger() {
        RenewalState state = RenewalState.empty().succeeded(lasting(Duration.ofSeconds(31)), START, NO_JITTER);
        assertFalse(state.due(START.plusSeconds(4)));
    }

    @Test
    void keepsTheLastGoodThroughFailuresUntilItsEnd() {
        Script script = new Script(List.of(() -> lasting(Duration.ofHours(1)), () -> fail(down), () -> fail(down)));
        Renewal renewal = renewal(script);
        renewal.look();
        now = START.plus(Duration.ofMinutes(41));
        renewal.look();
        now = now.plusSeconds(10);
        renewal.look();
        assertEquals(3, script.calls.get());
        assertEquals(2, renewal.state().failures());
        assertTrue(renewal.state().usable(now).isPresent());
        now = START.plus(Duration.ofMinutes(60));
        renewal.forgetExpired();
        assertEquals(null, renewal.state().held());
    }

    @Test
    void tellsItsListenerEveryOutcome() {
        List<Integer> failures = new ArrayList<>();
        Script script = new Script(List.of(() -> fail(down), () -> lasting(Duration.ofHours(1))));
        Renewal renewal = new Renewal(
                script, RenewalState.empty(), () -> now, new Random(1), Runnable::run, s -> failures.add(s.failures()));
        renewal.look();
        now = now.plusSeconds(7);
        renewal.look();
        assertEquals(List.of(1, 0), failures);
    }

    @Test
    void aDefectOfTheSourceCountsAsAFailureAndFreesThePlace() {
        Script script = new Script(List.of(
                () -> {
                    throw new IllegalStateException("defect");
                },
                () -> lasting(Duration.ofHours(1))));
        Renewal renewal = renewal(script);
        assertThrows(IllegalStateException.class, renewal::look);
        assertEquals(1, renewal.state().failures());
        assertFalse(renewal.fetching());
        renewal.fetch();
        assertTrue(renewal.state().usable(now).isPresent());
    }

    @Test
    void dropsTheResultOfAFetchThatEndedAfterIt() {
        List<Runnable> queued = new ArrayList<>();
        Script script = new Script(List.of(() -> lasting(Duration.ofHours(1))));
        Renewal renewal = new Renewal(script, RenewalState.empty(), () -> now, new Random(1), queued::add, state -> {
            throw new AssertionError("the holder has gone");
        });
        renewal.look();
        renewal.end();
        queued.forEach(Runnable::run);
        assertEquals(null, renewal.state().held());
        renewal.look();
        assertEquals(1, queued.size());
    }

    @Test
    void givesUpAnAttemptAfterTenSecondsButTakesItsLateResult() {
        List<Renewal> self = new ArrayList<>();
        // While AWS thinks, eleven seconds pass and somebody looks.
        Script script = new Script(List.of(() -> {
            now = now.plusSeconds(11);
            self.get(0).look();
            assertFalse(self.get(0).fetching());
            assertEquals(1, self.get(0).state().failures());
            return lasting(Duration.ofHours(1));
        }));
        Renewal renewal = renewal(script);
        self.add(renewal);
        renewal.look();
        assertTrue(renewal.state().usable(now).isPresent());
        assertEquals(0, renewal.state().failures());
    }

    @Test
    void manyLookersCauseOneFetch() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CredentialSource slow = () -> {
            calls.incrementAndGet();
            try {
                release.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return lasting(Duration.ofHours(1));
        };
        ExecutorService fetches = Executors.newCachedThreadPool();
        ExecutorService lookers = Executors.newFixedThreadPool(8);
        CountDownLatch fetched = new CountDownLatch(1);
        Renewal renewal = new Renewal(
                slow,
                RenewalState.empty(),
                InstantSource.fixed(START),
                new Random(1),
                fetches::execute,
                s -> fetched.countDown());
        try {
            CountDownLatch looked = new CountDownLatch(400);
            for (int i = 0; i < 400; i++) {
                lookers.execute(() -> {
                    renewal.look();
                    looked.countDown();
                });
            }
            assertTrue(looked.await(10, TimeUnit.SECONDS));
            release.countDown();
            assertTrue(fetched.await(10, TimeUnit.SECONDS));
            assertEquals(1, calls.get());
        } finally {
            lookers.shutdownNow();
            fetches.shutdownNow();
        }
    }

    private Renewal renewal(CredentialSource source) {
        return new Renewal(source, RenewalState.empty(), () -> now, new Random(1), Runnable::run, state -> {});
    }

    private static RoleCredentials fail(Problem problem) {
        throw problem;
    }

    /** A source that answers by a list. */
    private static final class Script implements CredentialSource {
        private final Deque<Supplier<RoleCredentials>> answers;
        private final AtomicInteger calls = new AtomicInteger();

        Script(List<Supplier<RoleCredentials>> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        @Override
        public RoleCredentials fetch() {
            calls.incrementAndGet();
            return answers.remove().get();
        }
    }
}
