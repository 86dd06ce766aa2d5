package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that take a place and do nothing, or take no answers: they cost next to nothing and hold nobody up. */
class PressureIT {

    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final int PATIENCE = 10;
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path home;

    @Rows("N12")
    @Test
    void nineHundredSilentAndHalfOpenConnectionsHoldNobodyUp() {
        List<RawHttp> idle = new ArrayList<>();
        try (TestServer server = TestServer.open(home)) {
            server.put("/slot/x", Loads.of("x"));
            for (int i = 0; i < 900; i++) {
                RawHttp connection = server.connect();
                idle.add(connection);
                if (i % 3 == 1) {
                    connection.send("GET /slot/x HTTP/1.1\r\nHost: loc");
                } else if (i % 3 == 2) {
                    connection.send("PUT /slot/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{");
                }
            }
            long longest = 0;
            for (int i = 0; i < 20; i++) {
                long begun = System.nanoTime();
                assertEquals(200, server.get("/slot/x").status());
                longest = Math.max(longest, System.nanoTime() - begun);
            }
            assertTrue(longest < LONGEST.toNanos() * PATIENCE, "a good request took " + longest / 1000 + " us");
        } finally {
            idle.forEach(RawHttp::close);
        }
    }

    // A caller that drips is not active: what counts is that its head is complete.
    @Rows("N12")
    @Test
    void drippedHeadersAreClosedInTime() throws InterruptedException {
        try (TestServer server = TestServer.open(home);
                RawHttp connection = server.connect()) {
            long begun = System.nanoTime();
            connection.send("GET /healthcheck HTTP/1.1\r\nHost: localhost\r\nX: ");
            boolean open = true;
            while (open && System.nanoTime() - begun < Duration.ofSeconds(60).toNanos()) {
                try {
                    connection.send("x");
                } catch (java.io.UncheckedIOException closed) {
                    open = false;
                }
                Thread.sleep(400);
            }
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            assertTrue(!open && seconds < 45, "closed after " + seconds + " s: " + !open);
        }
    }

    @Rows("N12")
    @ParameterizedTest
    @ValueSource(strings = {"/healthcheck", "/slot/x", "/no"})
    @EnabledOnOs(OS.LINUX)
    void whoPipelinesAndNeverReadsIsClosedAndCostsNoMemory(String path) throws IOException, InterruptedException {
        try (TestServer server = TestServer.withToken(home)) {
            server.put("/slot/x", Loads.of("x"));
            // What it has after some work: the heap has grown to its usual size.
            for (int i = 0; i < 2000; i++) {
                server.get("/healthcheck");
            }
            long before = resident(server);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestServer.TOKEN
                    + "\r\n\r\n";
            ByteBuffer many = ByteBuffer.wrap(request.repeat(500).getBytes(StandardCharsets.US_ASCII));
            List<SocketChannel> callers = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    SocketChannel caller = SocketChannel.open(server.address());
                    caller.configureBlocking(false);
                    callers.add(caller);
                }
                long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
                while (!callers.isEmpty() && System.nanoTime() < end) {
                    callers.removeIf(caller -> !sends(caller, many));
                    Thread.sleep(1);
                }
                long grown = (resident(server) - before) / MEGABYTE;
                assertTrue(callers.isEmpty(), callers.size() + " that take nothing are still open");
                assertTrue(grown < 100, "grown by " + grown + " MB");
            } finally {
                for (SocketChannel caller : callers) {
                    caller.close();
                }
            }
            assertEquals(200, server.get("/slot/x").status());
        }
    }

    // False once the server has closed: with answers unread that is a reset.
    private static boolean sends(SocketChannel caller, ByteBuffer many) {
        try {
            many.rewind();
            caller.write(many);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private static long resident(TestServer server) throws IOException {
        String status = Files.readString(Path.of("/proc/" + server.program().pid() + "/status"));
        return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1")) * 1024;
    }
}
