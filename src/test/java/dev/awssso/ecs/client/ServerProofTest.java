package dev.awssso.ecs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.Challenge;
import dev.awssso.ecs.http.OtherUser;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadDocument;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Rows("N6")
class ServerProofTest {

    private static final BearerToken ADMIN = BearerToken.parse("CANARY-0123456789abcdefghijklmnopqrstuv");
    private static final String KEY = "ASIACANARYEXAMPLE00";
    private static final long SELF = 1000;

    private final List<String> notes = new ArrayList<>();
    private List<Long> owners = List.of(SELF);
    private Optional<Long> acceptedBy = Optional.of(SELF);
    private OperatingSystem system = OperatingSystem.LINUX;

    @Test
    void aServerThatKnowsTheTokenGetsTheUpload() throws IOException {
        try (RecordingListener server = RecordingListener.start(honest(0))) {
            load(server, ADMIN);

            assertTrue(server.received().contains("Authorization: Bearer CANARY-"), server.received());
            assertTrue(server.received().contains(KEY));
        }
    }

    @Rows("N6")
    @Test
    void aListenerThatAnswersLikeAServerSeesNeitherTokenNorKeys() throws IOException {
        try (RecordingListener fake = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            Problem problem = assertThrows(Problem.Server.class, () -> load(fake, ADMIN));

            assertEquals("the listener on " + fake.address() + " is not this user's aws-sso server", problem.what());
            assertNothingSent(fake);
        }
    }

    @Rows("N6")
    @Test
    void aRelayOnAnotherPortFails() throws IOException {
        try (RecordingListener server = RecordingListener.start(honest(0));
                RecordingListener relay = RecordingListener.start(honest(server.port()))) {
            assertThrows(Problem.Server.class, () -> load(relay, ADMIN));

            assertNothingSent(relay);
        }
    }

    @Test
    void aServerWithAnotherTokenFails() throws IOException {
        BearerToken other = BearerToken.generate(new SecureRandom());
        try (RecordingListener server = RecordingListener.start(honest(0))) {
            assertThrows(Problem.Server.class, () -> load(server, other));

            assertFalse(server.received().contains("Authorization"), server.received());
        }
    }

    @Rows("N6")
    @Test
    void aTokenNeverFallsBackToTheOwnerOfTheSocket() throws IOException {
        owners = List.of(SELF);
        try (RecordingListener fake = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            assertThrows(Problem.Server.class, () -> load(fake, ADMIN));
        }
    }

    @Test
    void aServerMayNeedAMomentToNoticeANewToken() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (RecordingListener server = RecordingListener.start(head -> requests.incrementAndGet() < 4
                ? RecordingListener.ALIVE
                : honest(0).apply(head))) {
            load(server, ADMIN);

            assertTrue(server.received().contains(KEY));
        }
    }

    @Test
    void withoutATokenTheListenersOwnerCounts() throws IOException {
        try (RecordingListener server = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            load(server, null);

            assertTrue(server.received().contains(KEY));
            assertFalse(server.received().contains("Authorization"));
        }
    }

    @Rows("N6")
    @Test
    void aListenerOfAnotherUserGetsNothing() throws IOException {
        try (RecordingListener fake = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            for (List<Long> others : List.of(List.of(1001L), List.of(SELF, 1001L), List.of(0L), List.<Long>of())) {
                owners = others;
                Problem problem = assertThrows(Problem.Server.class, () -> load(fake, null));
                assertEquals(others.contains(1001L), problem.what().contains("(uid 1001)"), problem.what());
            }
            assertNothingSent(fake);
        }
    }

    @Rows("N6")
    @Test
    void whoAcceptedTheConnectionCountsAndNotWhoListensNow() throws IOException {
        try (RecordingListener squatter = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            for (Optional<Long> other : List.of(Optional.of(1001L), Optional.<Long>empty())) {
                acceptedBy = other;
                Problem problem = assertThrows(Problem.Server.class, () -> load(squatter, null));

                assertTrue(problem.what().endsWith(" is not this user's aws-sso server"), problem.what());
                assertEquals(other.isPresent(), problem.what().contains("(uid 1001)"), problem.what());
            }
            assertNothingSent(squatter);
        }
    }

    @Test
    @Timeout(4)
    void aSilentListenerOfAnotherUserIsNamedBeforeItIsWaitedFor() throws IOException {
        owners = List.of(1001L);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Problem problem = assertThrows(Problem.Server.class, () -> load(silent.getLocalPort(), proof(null)));

            assertEquals(
                    "the listener on 127.0.0.1:" + silent.getLocalPort()
                            + " (uid 1001) is not this user's aws-sso server",
                    problem.what());
            silent.setSoTimeout(50);
            assertThrows(SocketTimeoutException.class, silent::accept, "nobody connected");
        }
    }

    @Test
    void aSilentListenerThatMayKnowTheTokenIsNamedInTheEnd() throws IOException {
        owners = List.of(1001L);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Problem problem = assertThrows(Problem.Server.class, () -> load(silent.getLocalPort(), proof(ADMIN)));

            assertTrue(problem.what().contains("(uid 1001) does not answer"), problem.what());
        }
    }

    @Test
    void theKernelTellsWhoHoldsBothEnds() throws IOException {
        try (RecordingListener server = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            ServerProof.Machine machine =
                    new ServerProof.Machine(OperatingSystem.current(), UserId.effective(), SocketOwners.ofKernel());
            load(server.port(), new ServerProof(null, machine, SecureRandom::new, duration -> {}, notes::add));

            assertTrue(server.received().contains(KEY));
        }
    }

    @Rows("N6")
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSquatterThatLetsTheRealServerStartInBetweenGetsNothing() throws Exception {
        OtherUser.required();
        try (OtherUser squatter = OtherUser.squatting();
                ServerSocket real = new ServerSocket()) {
            ServerProof.Machine machine =
                    new ServerProof.Machine(OperatingSystem.LINUX, UserId.effective(), new NobodyAtFirst());
            ServerProof proof = new ServerProof(null, machine, SecureRandom::new, duration -> {}, notes::add);
            CompletableFuture<Void> start = CompletableFuture.runAsync(() -> listenWhenFree(real, squatter));
            Problem problem = assertThrows(Problem.Server.class, () -> load(squatter.port(), proof));

            start.get(10, TimeUnit.SECONDS);
            assertEquals("the other end of this connection does not belong to a process of this user", problem.why());
            assertTrue(problem.what().contains("(uid " + OtherUser.UID + ")"), problem.what());
            assertTrue(squatter.received().contains("GET /healthcheck"), squatter.received());
            assertFalse(squatter.received().contains("CANARY"), squatter.received());
        }
    }

    private static void listenWhenFree(ServerSocket real, OtherUser squatter) {
        while (!squatter.received().contains("accepted")) {
            Thread.onSpinWait();
        }
        try {
            real.bind(new InetSocketAddress("127.0.0.1", squatter.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The squatter comes just after the first look.
    private static final class NobodyAtFirst implements SocketOwners {

        private final SocketOwners kernel = SocketOwners.ofKernel();
        private boolean looked;

        @Override
        public List<Long> listening(InetSocketAddress dialled) throws IOException {
            if (!looked) {
                looked = true;
                return List.of();
            }
            return kernel.listening(dialled);
        }

        @Override
        public Optional<Long> accepted(InetSocketAddress dialled, InetSocketAddress ours) throws IOException {
            return kernel.accepted(dialled, ours);
        }
    }

    @Test
    void aRemovalWhoseReplyIsLostIsNotRepeated() throws IOException {
        try (RecordingListener server = RecordingListener.start(
                head -> head.startsWith("DELETE") ? "" : honest(0).apply(head))) {
            for (SlotName slot : new SlotName[] {null, new SlotName("dev")}) {
                Problem problem = assertThrows(Problem.Server.class, () -> unload(server, slot));

                assertEquals(
                        "it is not known whether something was removed; to check, run: aws-sso ecs list",
                        problem.why());
            }
            assertThrows(Problem.Server.class, () -> client(server.port(), proof(ADMIN))
                    .unloadAll());
            assertEquals(3, server.received().split("DELETE /", -1).length - 1);
        }
    }

    @Test
    void whereNobodyTellsTheOwnerThePersonIsWarned() throws IOException {
        system = OperatingSystem.MAC;
        try (RecordingListener server = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            load(server, null);

            assertTrue(notes.get(0).contains("aws-sso ecs bearer-token --generate"), notes.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/9 200\r\n\r\n"
            })
    void anotherProgramOnThePortGetsNothing(String answer) throws IOException {
        try (RecordingListener fake = RecordingListener.start(head -> answer)) {
            assertThrows(Problem.Server.class, () -> load(fake, ADMIN));
            assertThrows(Problem.Server.class, () -> load(fake, null));

            assertNothingSent(fake);
        }
    }

    @Test
    void aDroppedConnectionIsProvenAgain() throws IOException {
        AtomicInteger uploads = new AtomicInteger();
        try (RecordingListener server =
                RecordingListener.start(head -> head.startsWith("PUT") && uploads.incrementAndGet() == 1
                        ? ""
                        : honest(0).apply(head))) {
            load(server, ADMIN);

            assertEquals(2, server.received().split("GET /healthcheck", -1).length - 1);
        }
    }

    private static void assertNothingSent(RecordingListener listener) {
        assertFalse(listener.received().contains("CANARY"), listener.received());
        assertFalse(listener.received().contains("Authorization"), listener.received());
    }

    // Knows ADMIN, and answers for the port of its own end, or for another one as a relay would pass it on.
    private static UnaryOperator<String> honest(int otherPort) {
        return head -> {
            int start = head.indexOf("X-Aws-Sso-Challenge: ");
            if (start < 0) {
                return RecordingListener.ALIVE;
            }
            String challenge = head.substring(start + 21, start + 21 + 43);
            int hostPort = Integer.parseInt(head.substring(head.indexOf("Host: 127.0.0.1:") + 16)
                    .lines()
                    .findFirst()
                    .orElseThrow());
            String proof = new Challenge(challenge)
                    .proof(
                            ADMIN,
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), otherPort == 0 ? hostPort : otherPort));
            return RecordingListener.ALIVE.replaceFirst("\r\n", "\r\nX-Aws-Sso-Proof: " + proof + "\r\n");
        };
    }

    private final class GivenOwners implements SocketOwners {

        @Override
        public List<Long> listening(InetSocketAddress dialled) {
            return owners;
        }

        @Override
        public Optional<Long> accepted(InetSocketAddress dialled, InetSocketAddress ours) {
            return acceptedBy;
        }
    }

    private void load(RecordingListener listener, BearerToken admin) {
        load(listener.port(), proof(admin));
    }

    private void unload(RecordingListener listener, SlotName slot) {
        try (EcsClient client = client(listener.port(), proof(ADMIN))) {
            client.unload(slot);
        }
    }

    private ServerProof proof(BearerToken admin) {
        ServerProof.Machine machine = new ServerProof.Machine(system, OptionalLong.of(SELF), new GivenOwners());
        Sleeper noPause = duration -> {};
        return new ServerProof(admin, machine, SecureRandom::new, noPause, notes::add);
    }

    private static EcsClient client(int port, ServerProof proof) {
        return new EcsClient(new ServerAddress(ServerAddress.Scheme.UNSTATED, "127.0.0.1", port), null, proof);
    }

    private static void load(int port, ServerProof proof) {
        try (EcsClient client = client(port, proof)) {
            client.load(
                    null,
                    new LoadDocument(
                            KEY,
                            Secret.of("secretCANARY"),
                            Secret.of("tokenCANARY"),
                            Instant.parse("2026-03-01T17:25:42Z"),
                            new AccountId("000011112222"),
                            null,
                            "Developer",
                            "dev",
                            null));
        }
    }
}
