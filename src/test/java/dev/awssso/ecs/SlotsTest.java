package dev.awssso.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ClockWatch;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of slots on a clock that a test moves, with fetches that a test lets run. */
class SlotsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final SlotName DEV = new SlotName("dev");
    private static final RoleArn ROLE =
            RoleArn.parse("arn:aws:iam::000011112222:role/Developer").orElseThrow();
    private static final Source SOURCE = new Source(
            new Source.SignInKey(Source.SignInKey.Kind.SSO_SESSION, "corp"),
            "eu-west-1",
            new RoleRef(new AccountId("000011112222"), "Developer"),
            List.of(),
            null);

    private Instant now = START;
    private final Deque<Runnable> fetches = new ArrayDeque<>();
    private @Nullable String signIn = "first";
    private String person = "one";
    private Duration jumps = Duration.ZERO;
    private final List<String> notes = new ArrayList<>();
    private final List<Notice> told = new ArrayList<>();
    private final Deque<Runnable> notifyThread = new ArrayDeque<>();
    private @Nullable SignInEnd signInEnd;
    private CorrectedClock clock;
    private Supplier<RoleCredentials> answer = () -> keys("2", Duration.ofHours(1));
    private Slots slots;

    @BeforeEach
    void make() {
        InstantSource machine = () -> now;
        clock = new CorrectedClock(machine, note -> {});
        ClockWatch watch = new ClockWatch(
                machine, () -> Duration.between(START, now.minus(jumps)).toNanos());
        slots = new Slots(
                new Slots.World(clock, watch, fetches::add, new Random(1)),
                new RoleSources() {
                    @Override
                    public CredentialSource open(SlotSource source) {
                        return () -> answer.get();
                    }

                    @Override
                    public Optional<String> signInStamp(SlotSource source) {
                        return Optional.ofNullable(signIn);
                    }

                    @Override
                    public Optional<String> signInId(SlotSource source) {
                        return Optional.ofNullable(signIn).map(file -> person);
                    }

                    @Override
                    public Optional<SignInEnd> signInEnd(SlotSource source, Instant moment) {
                        return Optional.ofNullable(signInEnd);
                    }
                },
                notes::add,
                new Notices(told::add, notifyThread::add));
    }

    private RoleCredentials keys(String mark, Duration life) {
        return new RoleCredentials(
                "ASIAIOSFODNN7EXAMPL" + mark,
                Secret.of("secret" + mark),
                Secret.of("token" + mark),
                now.plus(life),
                ROLE.account());
    }

    private SlotLoad load(Duration life, Source source) {
        RoleCredentials keys = keys("1", life);
        return new SlotLoad(
                "dev",
                new CredentialsDocument(
                        keys.accessKeyId(),
                        keys.secretKey(),
                        Secret.of("token1"),
                        now.plus(life),
                        ROLE.account(),
                        ROLE),
                source);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        slots.tick();
    }

    private void letFetchesRun() {
        while (!fetches.isEmpty()) {
            fetches.remove().run();
        }
    }

    private SlotState state() {
        return slots.look(DEV).state();
    }

    private String body() {
        byte[] body = slots.read(DEV).body();
        return body == null ? "none" : new String(body, StandardCharsets.US_ASCII);
    }

    // 5.1: a token file that was changed by anything but a refresh of ours may be another person's.
    @Test
    void anotherPersonsKeysAreFetchedAnewAndTheOldOnesServedUntilThen() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofSeconds(2));
        assertEquals(0, fetches.size());

        person = "two";
        signIn = "changed";
        answer = () -> keys("2", Duration.ofMinutes(30));
        pass(Duration.ofSeconds(2));

        assertEquals(1, fetches.size());
        assertTrue(body().contains("EXAMPL1"), body());
        letFetchesRun();
        assertTrue(body().contains("EXAMPL2"), body());
        pass(Duration.ofSeconds(4));
        assertEquals(0, fetches.size());
    }

    @Test
    void aRefreshOfOursFetchesNothing() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        signIn = "refreshed";
        pass(Duration.ofSeconds(4));

        assertEquals(0, fetches.size());
    }

    @Test
    void whatAnotherPersonMayNotHaveIsWiped() {
        for (Problem no : List.of(
                new Problem.Refused("not assigned", null, null),
                new Problem.NotFound("no such account", null, null),
                new Problem.SignIn("not accepted", null, null))) {
            person = no.what();
            slots.put(DEV, load(Duration.ofHours(1), SOURCE));
            person = "after " + no.what();
            signIn = "changed by " + no.what();
            answer = () -> {
                throw no;
            };
            pass(Duration.ofSeconds(2));
            assertTrue(body().contains("EXAMPL1"), body());

            letFetchesRun();
            pass(Duration.ofSeconds(1));

            assertEquals("none", body(), no.what());
            fetches.clear();
        }
    }

    @Test
    void aNetworkThatFailsWipesNothingAndIsAskedAgain() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        person = "two";
        signIn = "changed";
        answer = () -> {
            throw new Problem.Unreachable("no network", null, null, null);
        };
        pass(Duration.ofSeconds(2));
        letFetchesRun();
        pass(Duration.ofSeconds(1));
        assertTrue(body().contains("EXAMPL1"), body());

        answer = () -> keys("2", Duration.ofHours(1));
        pass(Duration.ofSeconds(7));
        letFetchesRun();

        assertTrue(body().contains("EXAMPL2"), body());
    }

    // Section 4: stderr has lines for failed renewals.
    @Test
    void failedRenewalsAreToldOnceForEachReasonAndSoIsTheirEnd() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS cannot be reached", "no route", null, null);
        };
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofMinutes(41).dividedBy(i * 10 + 1));
            letFetchesRun();
        }
        answer = () -> {
            throw new Problem.Refused("AWS refused the role", null, null);
        };
        pass(Duration.ofMinutes(2));
        letFetchesRun();
        answer = () -> keys("2", Duration.ofHours(1));
        pass(Duration.ofMinutes(6));
        letFetchesRun();
        pass(Duration.ofMinutes(45));
        letFetchesRun();

        assertEquals(
                List.of(
                        "cannot renew the credentials of slot \"dev\": AWS cannot be reached: no route",
                        "cannot renew the credentials of slot \"dev\": AWS refused the role",
                        "the credentials of slot \"dev\" are renewed again"),
                notes);
    }

    @ParameterizedTest
    @CsvSource({
        "3569, LOADED, true",
        "3571, EXPIRED, false",
        "3570, EXPIRED, false",
        "3600, EXPIRED, false",
        "9999, EXPIRED, false"
    })
    @Rows("L2")
    void aStaticLoadIsHeldUntilHalfAMinuteBeforeItsEnd(int seconds, SlotState state, boolean held) {
        slots.put(DEV, load(Duration.ofHours(1), null));

        now = START.plusSeconds(seconds);

        assertEquals(state, state());
        assertEquals(held, slots.read(DEV).body() != null);
        slots.tick();
        assertEquals(state, state());
        assertEquals(List.of(DEV), slots.named().stream().map(Slot::name).toList());
    }

    @ParameterizedTest
    @CsvSource({"2399, LOADED", "2401, REFRESHING"})
    void aFetchStartsTwentyMinutesBeforeTheEnd(int seconds, SlotState state) {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));

        pass(Duration.ofSeconds(seconds));

        assertEquals(state, state());
        assertTrue(body().contains("secret1"));
    }

    @Test
    void aShortLifeIsRenewedInItsMiddle() {
        slots.put(DEV, load(Duration.ofMinutes(15), SOURCE));

        pass(Duration.ofSeconds(449));
        assertEquals(SlotState.LOADED, state());
        pass(Duration.ofSeconds(2));
        assertEquals(SlotState.REFRESHING, state());
    }

    @Test
    void aSuccessfulFetchTakesThePlaceOfWhatWasHeld() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofMinutes(41));

        letFetchesRun();

        assertEquals(SlotState.LOADED, state());
        assertTrue(body().contains("secret2"));
        assertEquals(now.plus(Duration.ofHours(1)), slots.look(DEV).slot().expiresAt());
    }

    @Rows("R18")
    @Test
    void aFailedFetchReplacesNothing() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS cannot be reached", null, null, null);
        };
        pass(Duration.ofMinutes(41));

        letFetchesRun();

        assertEquals(SlotState.LAST_GOOD, state());
        assertTrue(body().contains("secret1"));
        answer = () -> keys("3", Duration.ofSeconds(20));
        pass(Duration.ofMinutes(1));
        letFetchesRun();
        assertTrue(body().contains("secret1"));
        pass(Duration.ofMinutes(18));
        assertNull(slots.read(DEV).body());
    }

    @Rows("R19")
    @Test
    void whatWasRemovedOrReplacedMeanwhileIsNotFilledByAnOlderFetch() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofMinutes(41));
        slots.remove(DEV);
        letFetchesRun();
        assertEquals(SlotState.EMPTY, state());

        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofMinutes(41));
        slots.put(DEV, load(Duration.ofHours(2), null));
        letFetchesRun();
        assertTrue(body().contains("secret1"));
        assertEquals(now.plus(Duration.ofHours(2)), slots.look(DEV).slot().expiresAt());
    }

    @Test
    void withoutASignInItSaysSoAndHoldsWhatItHas() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.SignIn("sign-in is needed", null, null);
        };
        pass(Duration.ofMinutes(41));
        letFetchesRun();

        assertEquals(SlotState.SIGN_IN_NEEDED, state());
        assertTrue(body().contains("secret1"));
        pass(Duration.ofMinutes(20));
        Slots.Reading reading = slots.read(DEV);
        assertEquals(SlotState.SIGN_IN_NEEDED, reading.state());
        assertNull(reading.body());
        assertTrue(fetches.isEmpty());
        assertEquals(
                "Sign-in is needed for dev. Run: aws-sso login --sso-session corp",
                SlotErrors.signInNeeded(reading.slot().profileName(), SOURCE).message());
    }

    @Test
    void aNewSignInBringsASlotBackWithinSeconds() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.SignIn("sign-in is needed", null, null);
        };
        pass(Duration.ofHours(2));
        letFetchesRun();
        assertEquals(SlotState.SIGN_IN_NEEDED, state());

        signIn = "second";
        answer = () -> keys("2", Duration.ofHours(1));
        pass(Duration.ofSeconds(3));
        letFetchesRun();

        assertTrue(body().contains("secret2"));
    }

    @Test
    void aSlotOfTheStartIsBeingFetchedUntilItIsHeld() {
        slots.start(new StartSlot(DEV, "dev", ROLE, new SlotSource.OfIdentityCenter(SOURCE)));

        Slots.Reading first = slots.read(DEV);
        assertEquals(SlotState.REFRESHING, first.state());
        assertNull(first.body());
        letFetchesRun();
        assertEquals(SlotState.LOADED, state());
        assertTrue(body().contains("secret2"));
    }

    @Test
    void readingAnExpiredSlotFetchesAtOnceButNotTwiceInFiveSeconds() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS cannot be reached", null, null, null);
        };
        pass(Duration.ofHours(3));
        letFetchesRun();

        assertEquals(SlotState.EXPIRED, slots.read(DEV).state());
        now = now.plusSeconds(6);
        assertEquals(SlotState.REFRESHING, slots.read(DEV).state());
        letFetchesRun();
        now = now.plusSeconds(4);
        assertEquals(SlotState.EXPIRED, slots.read(DEV).state());
        now = now.plusSeconds(2);
        answer = () -> keys("2", Duration.ofHours(1));
        assertEquals(SlotState.REFRESHING, slots.read(DEV).state());
        letFetchesRun();
        assertTrue(body().contains("secret2"));
    }

    // 1.4: a fetch that AWS asked not to repeat is not repeated by reading
    @Test
    void readingDoesNotComeBeforeWhatAwsAskedFor() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS is busy", null, null, null).retryAfter(Duration.ofMinutes(9));
        };
        pass(Duration.ofHours(3));
        letFetchesRun();

        pass(Duration.ofSeconds(299));
        assertEquals(SlotState.EXPIRED, slots.read(DEV).state());
        assertTrue(fetches.isEmpty());
        pass(Duration.ofSeconds(2));
        assertEquals(1, fetches.size());
    }

    @Rows("R29")
    @Test
    void aSignOutEmptiesTheSlotsOfItsSignIn() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        slots.put(SlotName.UNNAMED, load(Duration.ofHours(1), null));
        HeldBytes held = slots.look(DEV).slot().answer();
        pass(Duration.ofSeconds(3));
        signIn = null;
        // Away for a moment is no sign-out.
        pass(Duration.ofSeconds(2));
        assertTrue(body().contains("secret1"));
        pass(Duration.ofSeconds(1));

        assertEquals(SlotState.SIGN_IN_NEEDED, state());
        assertEquals("none", body());
        assertNull(held.copy());
        assertNotNull(slots.read(SlotName.UNNAMED).body());
        signIn = "second";
        pass(Duration.ofSeconds(2));
        letFetchesRun();
        assertTrue(body().contains("secret2"));
    }

    @Rows({"R29", "R19"})
    @Test
    void aFetchThatOutlivesTheSignOutBringsNothing() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofMinutes(41));
        assertEquals(1, fetches.size());
        signIn = null;
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(1));
        letFetchesRun();

        assertEquals(SlotState.SIGN_IN_NEEDED, state());
        assertEquals("none", body());
    }

    @Test
    void aSignInThatComesWhileAFetchAsksForItIsNotMissed() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            signIn = "second";
            throw new Problem.SignIn("sign-in is needed", null, null);
        };
        pass(Duration.ofMinutes(41));
        letFetchesRun();
        pass(Duration.ofSeconds(2));

        assertEquals(1, fetches.size());
    }

    // The token is renewed, and the portal does not take the new one either: no loop.
    @Test
    void aFetchThatChangesTheSignInByItselfIsRepeatedOnce() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        int[] asked = new int[1];
        answer = () -> {
            signIn = "renewed " + asked[0]++;
            throw new Problem.SignIn("sign-in is needed", null, null);
        };
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(41).dividedBy(100).plusSeconds(2));
            letFetchesRun();
        }
        assertEquals(2, asked[0]);
        signIn = "by a person";
        pass(Duration.ofSeconds(2));
        letFetchesRun();
        assertEquals(3, asked[0]);
    }

    @Test
    void slotsOfOneRoleShareAFetch() {
        int[] asked = new int[1];
        answer = () -> keys("" + ++asked[0], Duration.ofHours(2));
        SlotName other = new SlotName("other");
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        slots.put(other, load(Duration.ofHours(1), SOURCE));
        slots.put(SlotName.UNNAMED, load(Duration.ofHours(1), SOURCE));
        pass(Duration.ofMinutes(41));
        assertEquals(1, fetches.size());
        letFetchesRun();

        assertEquals(1, asked[0]);
        for (SlotName name : List.of(DEV, other, SlotName.UNNAMED)) {
            assertEquals(SlotState.LOADED, slots.look(name).state());
            assertEquals(now.plus(Duration.ofHours(2)), slots.look(name).slot().expiresAt());
        }
        // Later ones are fetched anew.
        pass(Duration.ofMinutes(101));
        letFetchesRun();
        assertEquals(2, asked[0]);
    }

    // AWS's clock is ten minutes ahead of ours
    @Rows("L3")
    @Test
    void countsByTheClockOfAws() {
        slots.put(DEV, load(Duration.ofHours(1), null));
        clock.observe(now.plus(Duration.ofMinutes(10)));

        now = START.plus(Duration.ofMinutes(49)).plusSeconds(29);
        assertNotNull(slots.read(DEV).body());
        now = now.plusSeconds(2);
        assertNull(slots.read(DEV).body());
    }

    // A laptop that slept
    @Rows("L3")
    @Test
    void wakingUpMakesUpForWhatWasMissed() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS cannot be reached", null, null, null);
        };
        pass(Duration.ofMinutes(41));
        letFetchesRun();
        answer = () -> keys("2", Duration.ofHours(1));
        jump(Duration.ofHours(3));

        assertNull(slots.read(DEV).body());
        letFetchesRun();
        assertTrue(body().contains("secret2"));
    }

    // Set back by an hour, what has ended is not held again
    @Rows("L3")
    @Test
    void aClockThatWasSetBackBringsNothingBack() {
        slots.put(DEV, load(Duration.ofHours(1), null));
        slots.put(SlotName.UNNAMED, load(Duration.ofHours(1), SOURCE));
        jump(Duration.ofMinutes(-30));

        assertNotNull(slots.read(DEV).body());
        pass(Duration.ofMinutes(59));
        assertNotNull(slots.read(DEV).body());
        pass(Duration.ofMinutes(1));
        assertEquals(SlotState.EXPIRED, state());
        // AWS is asked at once, for the credentials and for the time.
        assertEquals(1, fetches.size());
    }

    // It was ten minutes ahead, which AWS had told, and is right now.
    @Test
    void aClockThatWasPutRightTakesNothingAway() {
        clock.observe(now.minus(Duration.ofMinutes(10)));
        slots.put(DEV, load(Duration.ofMinutes(50), null));
        jump(Duration.ofMinutes(-10));

        pass(Duration.ofMinutes(59));
        assertNotNull(slots.read(DEV).body());
        pass(Duration.ofSeconds(31));
        assertNull(slots.read(DEV).body());
    }

    private void jump(Duration time) {
        now = now.plus(time);
        jumps = jumps.plus(time);
    }

    @Rows("P5")
    @Test
    void whatNobodyReadsForTwelveHoursIsNotRenewed() {
        slots.put(DEV, load(Duration.ofHours(36), SOURCE));
        pass(Duration.ofHours(35).plusMinutes(45));
        assertTrue(fetches.isEmpty());

        slots.read(DEV);
        slots.tick();

        assertEquals(1, fetches.size());
    }

    // Section 5.1
    @Rows("P5")
    @Test
    void secretsAreWipedWithTheirEndOrTheirSuccessor() {
        slots.put(DEV, load(Duration.ofHours(1), null));
        HeldBytes first = slots.look(DEV).slot().answer();
        assertNotNull(first.copy());
        slots.put(DEV, load(Duration.ofHours(1), null));
        assertNull(first.copy());
        HeldBytes second = slots.look(DEV).slot().answer();
        pass(Duration.ofMinutes(60));
        assertNull(second.copy());
        assertNull(slots.look(DEV).slot().answer());
        slots.put(SlotName.UNNAMED, load(Duration.ofHours(1), null));
        HeldBytes third = slots.look(SlotName.UNNAMED).slot().answer();
        slots.end();
        assertNull(third.copy());
    }

    @Test
    void aThousandNamedSlotsAreEnough() {
        for (int i = 0; i < Slots.MOST; i++) {
            assertTrue(slots.put(new SlotName("n" + i), load(Duration.ofHours(1), null)));
        }
        assertFalse(slots.put(new SlotName("more"), load(Duration.ofHours(1), null)));
        assertEquals(SlotState.EMPTY, slots.look(new SlotName("more")).state());
        assertTrue(slots.put(new SlotName("n1"), load(Duration.ofHours(1), null)));
        assertTrue(slots.put(SlotName.UNNAMED, load(Duration.ofHours(1), null)));
    }

    @ParameterizedTest
    @CsvSource({
        "7440, 2h 4m",
        "3600, 1h 0m",
        "3599, 59m",
        "60, 1m",
        "59, < 1m",
        "31, < 1m",
        "30, Expired",
        "-5, Expired"
    })
    void theTimeLeftIsRoundedDown(long seconds, String text) {
        slots.put(DEV, load(Duration.ofHours(3), null));
        now = START.plus(Duration.ofHours(3)).minusSeconds(seconds);

        assertEquals(text, slots.look(DEV).slot().entry(now).expires());
    }

    private void tellNotices() {
        while (!notifyThread.isEmpty()) {
            notifyThread.remove().run();
        }
    }

    @Test
    void aSignInThatEndsIsToldOnceAndFifteenMinutesAhead() {
        signInEnd = new SignInEnd(START.plus(Duration.ofHours(1)), false);
        slots.put(DEV, load(Duration.ofHours(10), SOURCE));
        slots.put(SlotName.UNNAMED, load(Duration.ofHours(10), SOURCE));

        pass(Duration.ofMinutes(45).minusSeconds(1));
        assertEquals(List.of(), notes);
        pass(Duration.ofSeconds(10));
        pass(Duration.ofMinutes(1));
        tellNotices();

        String text = "the sign-in \"corp\" ends at 2026-03-01T13:00:00Z; "
                + "run: aws-sso login --force-refresh --sso-session corp";
        assertEquals(List.of(text), notes);
        assertEquals(
                List.of(new Notice(Notice.Event.SIGN_IN_ENDS, List.of(SlotName.UNNAMED, DEV), text)),
                told,
                "one for all slots of the sign-in");
        assertEquals("(default)\ndev", told.get(0).slotLines());

        // Another end of the same sign-in is another notice.
        signInEnd = new SignInEnd(START.plus(Duration.ofHours(1)), true);
        pass(Duration.ofSeconds(5));
        tellNotices();
        assertEquals(2, told.size());
        assertTrue(told.get(1).message().contains("can no longer be refreshed after"), told.get(1)::message);
    }

    @Test
    void aSignInThatIsOverIsNotToldToEndSoon() {
        signInEnd = new SignInEnd(START, false);
        slots.put(DEV, load(Duration.ofHours(10), SOURCE));

        pass(Duration.ofSeconds(10));

        assertEquals(List.of(), notes);
    }

    @Test
    void aFailedRenewalIsToldOnceUntilOneSucceeds() {
        slots.put(DEV, load(Duration.ofHours(1), SOURCE));
        answer = () -> {
            throw new Problem.Unreachable("AWS is away", null, null, null);
        };
        pass(Duration.ofMinutes(41));
        letFetchesRun();
        pass(Duration.ofSeconds(30));
        letFetchesRun();
        tellNotices();

        assertEquals(
                List.of(new Notice(Notice.Event.RENEWAL_FAILED, List.of(DEV), "AWS is away")), told, "of two failures");
        assertEquals(
                "cannot renew the credentials of slot \"dev\": AWS is away",
                told.get(0).message());
        assertEquals(List.of(told.get(0).message()), notes, "the log has it too");

        answer = () -> keys("2", Duration.ofHours(1));
        pass(Duration.ofMinutes(1));
        letFetchesRun();
        answer = () -> {
            throw new Problem.Refused("not any more", null, null);
        };
        pass(Duration.ofMinutes(41));
        letFetchesRun();
        tellNotices();
        assertEquals(2, told.size());
    }

    @Test
    void noRequestStartsThePersonsCommand() {
        answer = () -> {
            throw new Problem.Unreachable("AWS is away", null, null, null);
        };
        slots.put(DEV, load(Duration.ofMinutes(10), SOURCE));
        // Half a day without a read: the server does not renew by itself, but what is asked for is fetched.
        now = now.plus(Duration.ofHours(13));
        slots.tick();
        assertEquals(0, fetches.size());

        assertEquals("none", body());
        assertEquals(1, fetches.size());
        letFetchesRun();
        tellNotices();

        assertEquals(List.of(), told);
        assertTrue(notes.get(0).contains("AWS is away"), notes::toString);
    }

    @Test
    void noticesThatWaitTogetherBecomeOneAndRunOneAfterTheOther() {
        List<Notice> seen = new ArrayList<>();
        List<Notices> self = new ArrayList<>();
        Notices notices = new Notices(
                notice -> {
                    seen.add(notice);
                    if (seen.size() == 1) {
                        self.get(0).tell(Notice.Event.RENEWAL_FAILED, new SlotName("b"), "x");
                        self.get(0).tell(Notice.Event.RENEWAL_FAILED, new SlotName("c"), "x");
                        self.get(0).tell(Notice.Event.RENEWAL_FAILED, new SlotName("c"), "y");
                        assertEquals(1, seen.size(), "not before this one has ended");
                    }
                },
                Runnable::run);
        self.add(notices);

        notices.tell(Notice.Event.RENEWAL_FAILED, new SlotName("a"), "x");

        assertEquals(
                List.of("a", "b\nc", "c"), seen.stream().map(Notice::slotLines).toList());
        assertEquals("cannot renew the credentials of 2 slots: x", seen.get(1).message());
    }
}
