package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server at work for a long time: fifty slots whose credentials last for 90 s, a hundred callers, an AWS that fails a
 * fifth of its calls and is away for two minutes. {@code -Dsoak.minutes=30} makes it longer.
 * CI runs it with the slow suite: {@code -Pslow -Dtests.with="slow | soak"}.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakIT {

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final Duration AWAY =
            LENGTH.compareTo(Duration.ofMinutes(10)) < 0 ? LENGTH.dividedBy(5) : Duration.ofMinutes(2);
    private static final Duration LIFE = Duration.ofSeconds(90);
    private static final int SLOTS = 50;
    private static final int CALLERS = 100;
    private static final long MOST_THREADS = 110;
    private static final String FETCH = "GetRoleCredentials";
    private static final List<Fault> FAULTS =
            List.of(Fault.INTERNAL_ERROR, Fault.UNAVAILABLE, Fault.GARBAGE, Fault.DROP, Fault.THROTTLE);
    /** An answer may be of the second before. */
    private static final long TOLERANCE = 2;

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private TestServer server;
    private final AtomicLongArray heldUntil = new AtomicLongArray(SLOTS);
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong notHeld = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /** What the server's process takes. */
    private record Sample(long kilobytes, long threads) {}

    @Rows({"L2", "C9", "C10", "R18"})
    @Test
    void servesWhatIsHeldThroughFailuresOfAws() throws Exception {
        try (RunningSandbox started = RunningSandbox.start().roleCredentialsLast(LIFE)) {
            sandbox = started;
            signIn();
            try (TestServer running = TestServer.open(home, sandbox.environment())) {
                server = running;
                for (int slot = 0; slot < SLOTS; slot++) {
                    load(slot);
                }
                work();
            }
        }
    }

    private void work() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<List<Long>>> callers = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                Random random = new Random(i);
                callers.add(threads.submit(() -> call(random, end)));
            }
            trouble(end, samples);
            for (Future<List<Long>> caller : callers) {
                times.addAll(caller.get());
            }
        } finally {
            threads.shutdownNow();
        }
        String figures = figures(times, samples);
        System.out.println(figures);
        assertEquals(List.of(), wrong.stream().limit(20).toList(), figures);
        assertRecovered();
        assertFlat(samples, figures);
    }

    private void signIn() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[sso-session corp]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n");
        for (int slot = 0; slot < SLOTS; slot++) {
            sandbox.controls().assign(RunningSandbox.ACCOUNT, "Role" + slot);
        }
        var login = new PortalHome(home, sandbox).cli().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
    }

    private void load(int slot) {
        JsonObject source = Loads.source()
                .with("SsoRegion", "us-east-1")
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "Role" + slot);
        String body = Loads.text(Loads.own("s" + slot)
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "Role" + slot)
                .with("Expiration", TestServer.inSeconds(LIFE.toSeconds()))
                .with("Source", source));
        RawHttp.Reply reply = server.put("/slot/s" + slot, body);
        assertEquals(200, reply.status(), reply.body());
    }

    // One call of five fails, in the ways of a service; in the middle of the time nothing is answered.
    private void trouble(long end, List<Sample> samples) throws IOException, InterruptedException {
        long awayFrom = end - LENGTH.toNanos() / 2;
        long awayUntil = awayFrom + AWAY.toNanos();
        int armed = 0;
        boolean away = false;
        long next = System.nanoTime();
        while (System.nanoTime() < end) {
            long now = System.nanoTime();
            if (now >= awayFrom && now < awayUntil && !away) {
                away = true;
                sandbox.controls().fail("*", Fault.DROP, Integer.MAX_VALUE);
            } else if (now >= awayUntil && away) {
                away = false;
                sandbox.controls().clearFaults();
            }
            int due = sandbox.calls(FETCH) / 5;
            if (!away && armed < due) {
                armed = due;
                sandbox.fails(FETCH, FAULTS.get(due % FAULTS.size()), 1);
            }
            if (now >= next) {
                samples.add(sample());
                next = now + 5_000_000_000L;
            }
            Thread.sleep(20);
        }
        sandbox.controls().clearFaults();
    }

    private List<Long> call(Random random, long end) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        try (RawHttp connection = server.connect()) {
            while (System.nanoTime() < end) {
                int slot = random.nextInt(SLOTS);
                long heldBefore = heldUntil.get(slot);
                long sent = Instant.now().getEpochSecond();
                long begun = System.nanoTime();
                RawHttp.Reply reply = connection
                        .send(server.request("GET", "/slot/s" + slot, ""))
                        .reply();
                times.add(System.nanoTime() - begun);
                judge(slot, reply, heldBefore, sent);
                Thread.sleep(100);
            }
        }
        return times;
    }

    // The server has answered after the request was sent and before its answer is here, however long either takes.
    private void judge(int slot, RawHttp.Reply reply, long heldBefore, long sent) {
        long now = Instant.now().getEpochSecond();
        if (reply.status() == 200) {
            good.incrementAndGet();
            JsonObject body = JsonObject.parse(reply.bytes());
            long until = Instant.parse(body.string("Expiration").orElseThrow()).getEpochSecond();
            heldUntil.accumulateAndGet(slot, until, Math::max);
            if (until - sent < 30 - TOLERANCE
                    || !body.string("RoleArn").orElseThrow().endsWith("/Role" + slot)) {
                wrong.add("served with " + (until - sent) + " s left: slot " + slot);
            }
            return;
        }
        notHeld.incrementAndGet();
        if ((reply.status() != 410 && reply.status() != 503) || heldBefore - 30 - TOLERANCE > now) {
            wrong.add(reply.status() + " with " + (heldBefore - now) + " s left: slot " + slot + ": " + reply.body());
        }
    }

    private Sample sample() throws IOException {
        String status = Files.readString(Path.of("/proc/" + server.program().pid() + "/status"));
        return new Sample(number(status, "VmRSS"), number(status, "Threads"));
    }

    private static long number(String status, String name) {
        return Long.parseLong(status.replaceAll("(?s).*" + name + ":\\s+(\\d+).*", "$1"));
    }

    private void assertRecovered() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        for (int slot = 0; slot < SLOTS; slot++) {
            while (server.get("/slot/s" + slot).status() != 200) {
                assertTrue(System.nanoTime() < end, "slot " + slot + " does not come back");
                Thread.sleep(200);
            }
        }
    }

    // The first fifth is for warming up; then the end is like the beginning.
    private static void assertFlat(List<Sample> samples, String figures) {
        List<Sample> warm = samples.subList(samples.size() / 5, samples.size());
        int part = Math.max(1, warm.size() / 4);
        Sample first = median(warm.subList(0, part));
        Sample last = median(warm.subList(warm.size() - part, warm.size()));
        assertTrue(last.kilobytes() <= first.kilobytes() * 5 / 4 + 20_000, "memory grows: " + figures);
        // Those that fetch, 64 at most, come and go.
        assertTrue(last.threads() <= Math.max(first.threads() + 4, MOST_THREADS), "threads grow: " + figures);
    }

    private static Sample median(List<Sample> samples) {
        return new Sample(
                samples.stream()
                        .mapToLong(Sample::kilobytes)
                        .sorted()
                        .skip(samples.size() / 2)
                        .findFirst()
                        .orElseThrow(),
                samples.stream()
                        .mapToLong(Sample::threads)
                        .sorted()
                        .skip(samples.size() / 2)
                        .findFirst()
                        .orElseThrow());
    }

    private String figures(List<Long> times, List<Sample> samples) {
        times.sort(null);
        Sample last = samples.get(samples.size() - 1);
        return String.format(
                "soak of %d min: %d answers, %d of them 200, %d while nothing was held, %d wrong; p50 %.1f ms, p99 %.1f ms;"
                        + " %d calls to AWS; memory %d MB after the start, %d at a fifth, %d at the end; threads %d, %d, %d",
                LENGTH.toMinutes(),
                times.size(),
                good.get(),
                notHeld.get(),
                wrong.size(),
                times.get(times.size() / 2) / 1e6,
                times.get((int) (times.size() * 0.99)) / 1e6,
                sandbox.calls(FETCH),
                samples.get(0).kilobytes() / 1024,
                samples.get(samples.size() / 5).kilobytes() / 1024,
                last.kilobytes() / 1024,
                samples.get(0).threads(),
                samples.get(samples.size() / 5).threads(),
                last.threads());
    }
}
