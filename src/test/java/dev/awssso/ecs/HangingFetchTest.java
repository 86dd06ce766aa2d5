package dev.awssso.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ClockWatch;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A role whose fetch hangs, with many slots, beside one that is fetched at once; by two real threads. */
@Rows("L4")
class HangingFetchTest {

    private static final AccountId ACCOUNT = new AccountId("000011112222");

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
    private volatile Instant now = start;
    private volatile boolean fails;
    private Slots slots;

    @BeforeEach
    void make() {
        ClockWatch watch =
                new ClockWatch(() -> now, () -> Duration.between(start, now).toNanos());
        CorrectedClock clock = new CorrectedClock(() -> now, note -> {});
        slots = new Slots(
                new Slots.World(clock, watch, threads, new Random(1)), new Sources(), Notes.none(), Notices.none());
        for (int i = 0; i < 8; i++) {
            slots.start(slot("hanging" + i, "Hanging"));
        }
    }

    @AfterEach
    void end() {
        answered.countDown();
        threads.shutdownNow();
    }

    @Test
    void othersAreFetchedMeanwhile() throws InterruptedException {
        slots.start(slot("quick", "Quick"));

        await(() -> state("quick") == SlotState.LOADED);
        assertEquals(SlotState.REFRESHING, state("hanging0"));
    }

    @Test
    void allOfItsSlotsShareTheOneAnswer() throws InterruptedException {
        answered.countDown();

        await(() -> hanging(SlotState.LOADED));
        assertEquals(1, asked.get("Hanging").get());
    }

    @Test
    void allOfItsSlotsShareTheFailureAndTryAgainTogether() throws InterruptedException {
        fails = true;
        await(() -> asked.containsKey("Hanging"));
        answered.countDown();

        await(() -> hanging(SlotState.EXPIRED));
        assertEquals(1, asked.get("Hanging").get());
        fails = false;
        now = now.plusSeconds(7);
        slots.tick();
        await(() -> hanging(SlotState.LOADED));
        assertEquals(2, asked.get("Hanging").get());
    }

    @Test
    void allOfItsSlotsGiveItUpAfterTenSecondsAndNoFurtherThreadIsTaken() throws InterruptedException {
        await(() -> asked.containsKey("Hanging"));
        for (int second = 0; second < 120; second++) {
            now = now.plusSeconds(1);
            slots.tick();
            if (second == 11) {
                assertTrue(hanging(SlotState.EXPIRED), state("hanging7").toString());
            }
        }
        slots.start(slot("quick", "Quick"));

        await(() -> state("quick") == SlotState.LOADED);
        assertEquals(1, asked.get("Hanging").get());
    }

    private boolean hanging(SlotState state) {
        for (int i = 0; i < 8; i++) {
            if (state("hanging" + i) != state) {
                return false;
            }
        }
        return true;
    }

    private SlotState state(String slot) {
        return slots.look(new SlotName(slot)).state();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertTrue(condition.getAsBoolean());
    }

    private static StartSlot slot(String name, String role) {
        Source source = new Source(
                new Source.SignInKey(Source.SignInKey.Kind.SSO_SESSION, "corp"),
                "eu-west-1",
                new RoleRef(ACCOUNT, role),
                List.of(),
                null);
        RoleArn arn = RoleArn.parse("arn:aws:iam::000011112222:role/" + role).orElseThrow();
        return new StartSlot(new SlotName(name), name, arn, new SlotSource.OfIdentityCenter(source));
    }

    private final class Sources implements RoleSources {

        @Override
        public CredentialSource open(SlotSource source) {
            return () -> fetch(
                    ((SlotSource.OfIdentityCenter) source).source().start().roleName());
        }

        @Override
        public Optional<String> signInStamp(SlotSource source) {
            return Optional.of("signed in");
        }

        @Override
        public Optional<String> signInId(SlotSource source) {
            return Optional.of("the same");
        }

        @Override
        public Optional<SignInEnd> signInEnd(SlotSource source, Instant moment) {
            return Optional.empty();
        }
    }

    private RoleCredentials fetch(String role) {
        asked.computeIfAbsent(role, key -> new AtomicInteger()).incrementAndGet();
        if (role.equals("Hanging")) {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (fails) {
            throw new Problem.Unreachable("AWS is away", null, null, null);
        }
        return new RoleCredentials(
                "ASIAIOSFODNN7EXAMPLE",
                Secret.of("secret"),
                Secret.of("token"),
                now.plus(Duration.ofHours(1)),
                ACCOUNT);
    }
}
