package dev.awssso.ecs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.ecs.RunFile;
import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // locks are held, not used
class ServerStartTest {

    private static final Duration SECOND_LOOK = Duration.ofMillis(100);

    @TempDir
    Path home;

    private final List<Duration> slept = new ArrayList<>();

    private Environment environment() {
        return new Environment(
                Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", home.toString()), OperatingSystem.current());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static EcsClient client(int port) {
        ServerAddress address = ServerAddress.find(
                "127.0.0.1:" + port, new Environment(Map.of(), OperatingSystem.current()), OptionalInt::empty);
        // A system that does not tell whose a socket is: the proof is not what is tested here.
        ServerProof.Machine machine =
                new ServerProof.Machine(OperatingSystem.MAC, OptionalLong.empty(), SocketOwners.ofKernel());
        return new EcsClient(
                address, null, new ServerProof(null, machine, SecureRandom::new, Sleeper.real(), note -> {}));
    }

    private Standing prove(int port, Duration longest, Runnable atEachPause) {
        Sleeper recording = time -> {
            slept.add(time);
            atEachPause.run();
        };
        try (EcsClient client = client(port)) {
            return new ServerStart(environment(), InstantSource.system(), recording).prove(client, longest);
        }
    }

    private FileLock lock(int port) {
        return RunFile.lock(environment(), port, Sleeper.real()).orElseThrow();
    }

    @Test
    void failsAtOnceWhereNoServerIsStarting() throws IOException {
        int port = freePort();

        Problem problem = assertThrows(Problem.Server.class, () -> prove(port, null, () -> {}));

        assertEquals("no credentials server runs at http://127.0.0.1:" + port + "/", problem.what());
        assertEquals(List.of(SECOND_LOOK), slept);
    }

    @Test
    void waitsFiveSecondsForAServerThatHoldsItsRunFile() throws IOException {
        int port = freePort();
        try (FileLock held = lock(port)) {
            assertTrue(RunFile.isLocked(environment(), port));

            assertThrows(Problem.Server.class, () -> prove(port, null, () -> {}));
        }
        assertEquals(Duration.ofSeconds(5), slept.stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void goesOnAsSoonAsTheServerListens() throws IOException {
        int port = freePort();
        List<RecordingListener> servers = new ArrayList<>();
        try (FileLock held = lock(port)) {
            Standing standing = prove(port, null, () -> {
                if (slept.size() == 3) {
                    servers.add(listen(port));
                }
            });

            assertEquals(Standing.UNPROVEN, standing);
            assertEquals(3, slept.size());
        } finally {
            for (RecordingListener server : servers) {
                server.close();
            }
        }
    }

    @Test
    void stopsWaitingWhenTheServerEndedInstead() throws IOException {
        int port = freePort();
        FileLock held = lock(port);

        assertThrows(
                Problem.Server.class,
                () -> prove(port, null, () -> {
                    if (slept.size() == 2) {
                        held.close();
                    }
                }));

        assertEquals(3, slept.size());
        assertFalse(RunFile.isLocked(environment(), port));
    }

    @Test
    void aTimeThatWasAskedForIsWaitedWhetherOrNotOneIsStarting() throws IOException {
        int port = freePort();

        assertThrows(Problem.Server.class, () -> prove(port, Duration.ofSeconds(2), () -> {}));

        assertEquals(Duration.ofSeconds(2), slept.stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void zeroSecondsWaitForNobody() throws IOException {
        int port = freePort();
        try (FileLock held = lock(port)) {
            assertThrows(Problem.Server.class, () -> prove(port, Duration.ZERO, () -> {}));
        }
        assertEquals(List.of(), slept);
    }

    @Test
    void aListenerThatIsNoServerIsNotWaitedFor() throws IOException {
        try (RecordingListener other = RecordingListener.start(head -> RecordingListener.ok("hello"))) {
            assertThrows(Problem.Server.class, () -> prove(other.port(), Duration.ofSeconds(5), () -> {}));
        }
        assertEquals(List.of(), slept);
    }

    @Test
    void aSecondServerOfOnePortStartsWithoutTheFile() throws Exception {
        int port = freePort();
        try (FileLock held = lock(port)) {
            boolean[] locked = new boolean[1];
            Thread other = new Thread(() -> locked[0] =
                    RunFile.lock(environment(), port, Sleeper.real()).isPresent());
            other.start();
            other.join();

            assertFalse(locked[0]);
        }
        assertFalse(RunFile.lock(environment(), 0, Sleeper.real()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-sso ecs run",
                "/opt/aws-sso/bin/aws-sso ecs server",
                "bash /opt/aws-sso/bin/aws-sso ecs run",
                "/usr/bin/env bash /opt/aws-sso/bin/aws-sso --debug ecs run --default dev",
                "/usr/lib/jvm/bin/java -cp /x/lib/aws-sso.jar dev.awssso.boot.Main ecs run --port 4144",
                "aws-sso --no-color ecs run --port=4144"
            })
    void knowsTheWordsOfAServer(String words) {
        assertTrue(ServerStart.starts(List.of(words.split(" ", -1)), 4144));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-sso ecs load",
                "aws-sso",
                "aws-sso ecs",
                "vi aws-sso ecs run",
                "timeout 60 aws-sso ecs run",
                "aws-sso ecs run --port 4145",
                "aws-sso ecs run --port=0",
                "bash -c x aws-sso ecs run",
                "other-aws-sso ecs run"
            })
    void takesNoOtherProcessForAServerOfThisPort(String words) {
        assertFalse(ServerStart.starts(List.of(words.split(" ", -1)), 4144));
    }

    private static RecordingListener listen(int port) {
        try {
            return RecordingListener.start(port, head -> RecordingListener.ALIVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
