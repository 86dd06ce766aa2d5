package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once: every answer is whole and of one load. */
class StressIT {

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Rows("R2")
    @Test
    void manyCallersMixEverything() throws InterruptedException, ExecutionException {
        mix(SHORT);
    }

    @Rows("R2")
    @Test
    @Tag("slow")
    @Tag("load")
    void manyCallersMixEverythingForLong() throws InterruptedException, ExecutionException {
        mix(LONG);
    }

    @Rows("L6")
    @Test
    void noAnswerMixesTwoLoads() throws InterruptedException, ExecutionException {
        writeAndRead(SHORT);
    }

    @Rows("L6")
    @Test
    @Tag("slow")
    @Tag("load")
    void noAnswerMixesTwoLoadsForLong() throws InterruptedException, ExecutionException {
        writeAndRead(LONG);
    }

    // Issue 2: killed in the middle of it
    @Test
    void aKillLeavesNoWrongAnswerAndACleanStart() throws InterruptedException, ExecutionException {
        int port;
        try (TestServer server = TestServer.open(home)) {
            port = server.address().getPort();
            AtomicBoolean killed = new AtomicBoolean();
            List<Future<?>> callers = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                for (int i = 0; i < 16; i++) {
                    RandomGenerator random = new java.util.Random(i);
                    callers.add(threads.submit(() -> {
                        try (RawHttp connection = server.connect()) {
                            while (true) {
                                mixed(server, connection, random);
                            }
                        } catch (UncheckedIOException ended) {
                            assertTrue(killed.get(), "the connection was lost");
                        }
                    }));
                }
                Thread.sleep(1000);
                killed.set(true);
                server.program().kill();
                for (Future<?> caller : callers) {
                    caller.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
        try (RunningProgram again =
                        PackagedProgram.at(home).start(Pattern.compile("http://"), "ecs", "run", "--port", "" + port);
                RawHttp connection = RawHttp.connect(new java.net.InetSocketAddress("127.0.0.1", port))) {
            assertTrue(again.alive());
            assertEquals(
                    "[]",
                    connection
                            .send("GET /slot HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .body());
        }
    }

    private void mix(Duration time) throws InterruptedException, ExecutionException {
        try (TestServer server = TestServer.open(home)) {
            all(16, i -> {
                RandomGenerator random = new java.util.Random(i);
                long end = System.nanoTime() + time.toNanos();
                try (RawHttp connection = server.connect()) {
                    while (System.nanoTime() < end) {
                        mixed(server, connection, random);
                    }
                }
            });
            assertEquals(200, server.get("/slot").status());
            assertEquals("", problems(server));
        }
    }

    private static String problems(TestServer server) {
        return String.join(
                "\n",
                server.program()
                        .err()
                        .lines()
                        .filter(line -> line.contains("error"))
                        .toList());
    }

    private static void mixed(TestServer server, RawHttp connection, RandomGenerator random) {
        String name = "s" + random.nextInt(4);
        switch (random.nextInt(6)) {
            case 0 ->
                assertEquals(
                        200,
                        connection
                                .send(server.putRequest("/slot/" + name, load(name, random.nextInt(1000))))
                                .reply()
                                .status());
            case 1 -> {
                int status = connection
                        .send(server.request("DELETE", "/slot/" + name, ""))
                        .reply()
                        .status();
                assertTrue(status == 200 || status == 404, "DELETE " + status);
            }
            case 2 -> {
                RawHttp.Reply list =
                        connection.send(server.request("GET", "/slot", "")).reply();
                assertEquals(200, list.status());
                assertTrue(list.body().startsWith("[") && list.body().endsWith("]"));
            }
            case 3 ->
                assertEquals(
                        200,
                        connection
                                .send(server.putRequest("/", load("d", random.nextInt(1000))))
                                .reply()
                                .status());
            default -> {
                String path = random.nextBoolean() ? "/slot/" + name : "/";
                RawHttp.Reply reply =
                        connection.send(server.request("GET", path, "")).reply();
                assertTrue(reply.status() == 200 || reply.status() == 404 || reply.status() == 410);
                if (reply.status() == 200) {
                    ofOneLoad(reply);
                }
            }
        }
    }

    private void writeAndRead(Duration time) throws InterruptedException, ExecutionException {
        try (TestServer server = TestServer.open(home)) {
            for (String name : List.of("a", "b")) {
                assertEquals(200, server.put("/slot/" + name, load(name, 0)).status());
            }
            String untouched = server.get("/slot/b").body();
            all(16, i -> {
                RandomGenerator random = new java.util.Random(i);
                long end = System.nanoTime() + time.toNanos();
                try (RawHttp connection = server.connect()) {
                    while (System.nanoTime() < end) {
                        if (i % 2 == 0) {
                            assertEquals(
                                    200,
                                    connection
                                            .send(server.putRequest("/slot/a", load("a", random.nextInt(100_000))))
                                            .reply()
                                            .status());
                        } else {
                            ofOneLoad(connection
                                    .send(server.request("GET", "/slot/a", ""))
                                    .reply());
                            assertEquals(
                                    untouched,
                                    connection
                                            .send(server.request("GET", "/slot/b", ""))
                                            .reply()
                                            .body());
                        }
                    }
                }
            });
        }
    }

    // Everything of a load is made from one number.
    private static String load(String name, int number) {
        String digits = String.format("%06d", number);
        return Loads.text(Loads.own(name)
                .with("AccessKeyId", "ASIA0000000000" + digits)
                .with("SecretAccessKey", "secret-" + digits)
                .with("Token", "token-" + digits.repeat(50))
                .with("AccountId", "000001" + digits)
                .with("RoleName", "Role" + digits));
    }

    private static void ofOneLoad(RawHttp.Reply reply) {
        assertEquals(200, reply.status());
        JsonObject json = JsonObject.parse(reply.bytes());
        String digits = json.string("AccessKeyId").orElseThrow().substring(14);
        assertEquals("secret-" + digits, json.value("SecretAccessKey"));
        assertEquals("token-" + digits.repeat(50), json.value("Token"));
        assertEquals("000001" + digits, json.value("AccountId"));
        assertTrue(json.string("RoleArn").orElseThrow().endsWith(":role/Role" + digits));
    }

    private interface Work {
        void run(int number);
    }

    private static void all(int count, Work work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> work.run(number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
