package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may ask the server, and which server our commands talk to, on a machine with other users. */
@EnabledOnOs(OS.LINUX)
class PeersIT {

    private static final String CONFIG =
            """
            [sso-session corp]
            sso_start_url = %s
            sso_region = us-east-1

            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = AdministratorAccess
            """;

    @TempDir
    Path home;

    private static String plain(String method, String path, String... fields) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        List.of(fields).forEach(field -> text.append(field).append("\r\n"));
        return text + "\r\n";
    }

    @Rows("C12")
    @ParameterizedTest
    @EnumSource(
            value = StandardProtocolFamily.class,
            names = {"INET", "INET6"})
    void socketsOfBothFamiliesAreOurs(StandardProtocolFamily family) throws IOException {
        try (TestServer server = TestServer.open(home);
                SocketChannel client = SocketChannel.open(family)) {
            server.put("/", Loads.of("d"));
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.connect(new InetSocketAddress("127.0.0.1", server.address().getPort()));
            for (int i = 0; i < 3; i++) {
                assertTrue(exchange(client, plain("GET", "/")).startsWith("HTTP/1.1 200 "));
            }
            client.write(ByteBuffer.wrap(plain("GET", "/creds").getBytes(StandardCharsets.US_ASCII)));
            client.shutdownOutput();
            assertTrue(read(client).startsWith("HTTP/1.1 200 "));
        }
    }

    private static String exchange(SocketChannel client, String request) throws IOException {
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return read(client);
    }

    private static String read(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20_000);
        StringBuilder text = new StringBuilder();
        while (!text.toString().contains("}") && client.read(bytes.clear()) >= 0) {
            text.append(StandardCharsets.US_ASCII.decode(bytes.flip()));
        }
        return text.toString();
    }

    @Rows("C12")
    @Test
    void aClientThatVanishesHarmsNobody() throws IOException {
        try (TestServer server = TestServer.open(home)) {
            server.put("/", Loads.of("d"));
            for (int i = 0; i < 200; i++) {
                try (Socket client = new Socket("127.0.0.1", server.address().getPort())) {
                    client.setSoLinger(true, 0);
                    client.getOutputStream().write(plain("GET", "/").getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertEquals(200, server.get("/").status());
            assertFalse(
                    server.program().err().contains("rror"), server.program().err());
        }
    }

    // The socket went to a process elsewhere, but it is still this user's; loopback of another namespace is
    // another
    @Rows("C12")
    @Test
    void anotherNetworkNamespaceDoesNotReachTheServer() throws IOException, InterruptedException {
        OtherUser.required();
        try (TestServer server = TestServer.open(home)) {
            server.put("/", Loads.of("d"));
            String script = "ip link set lo up 2>/dev/null; exec 3<>/dev/tcp/127.0.0.1/"
                    + server.address().getPort() + " && timeout 3 cat <&3";
            Process process = new ProcessBuilder("unshare", "-n", "bash", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(!out.contains("unshare failed"), "this container may not make namespaces");
            assertTrue(process.waitFor() != 0 && out.contains("refused"), out);
        }
    }

    @Rows("N8")
    @Test
    void withoutTheTokenAnotherUserLearnsNothing() throws IOException, InterruptedException {
        OtherUser.required();
        try (TestServer server = TestServer.withToken(home)) {
            String alive = OtherUser.request(server.address().getPort(), plain("GET", "/healthcheck"));
            server.put("/", Loads.of("d"));
            server.put("/slot/A", Loads.of("A"));
            for (String path : List.of("/", "/creds", "/profile", "/slot", "/slot/A", "/slot/B", "/no", "/?x=y")) {
                for (String method : List.of("GET", "PUT", "DELETE", "POST")) {
                    String answer =
                            OtherUser.request(server.address().getPort(), plain(method, path, "Connection: close"));
                    assertTrue(answer.startsWith("HTTP/1.1 403 "), method + " " + path + ": " + answer);
                    assertFalse(answer.contains(Loads.KEY_ID));
                }
            }
            assertEquals(alive, OtherUser.request(server.address().getPort(), plain("GET", "/healthcheck")));
            assertTrue(alive.startsWith("HTTP/1.1 200 ") && alive.endsWith("{\"status\":\"UP\"}"), alive);
        }
    }

    @Rows("N6")
    @Test
    void nothingIsSentToAListenerOfAnotherUser() throws IOException {
        OtherUser.required();
        try (RunningSandbox sandbox = RunningSandbox.start();
                OtherUser listener = OtherUser.listening("127.0.0.1", 0)) {
            signIn(sandbox);
            String address = "127.0.0.1:" + listener.port();
            for (List<String> words : List.of(
                    List.of("ecs", "load", "--profile", "dev"),
                    List.of("ecs", "load", "--slotted", "--profile", "dev"),
                    List.of("ecs", "list"),
                    List.of("ecs", "status"))) {
                PackagedProgram.Result result = run(sandbox, words, address);
                assertEquals(8, result.exit(), result.err());
                assertTrue(
                        result.err()
                                .contains("the listener on " + address + " (uid " + OtherUser.UID
                                        + ") is not this user's aws-sso server"),
                        result.err());
            }
            assertNothingSecret(listener.received());
        }
    }

    // It hands on every byte to the true server, and gets no proof for its own port
    @Rows("N6")
    @Test
    void nothingIsSentThroughARelayOnAnotherPort() throws IOException {
        try (RunningSandbox sandbox = RunningSandbox.start()) {
            signIn(sandbox);
            run(sandbox, List.of("ecs", "bearer-token", "--generate"), "");
            try (TestServer server = TestServer.open(home);
                    Relay relay = Relay.to(server.address().getPort())) {
                PackagedProgram.Result result =
                        run(sandbox, List.of("ecs", "load", "--profile", "dev"), "127.0.0.1:" + relay.port());
                assertEquals(8, result.exit(), result.err());
                assertTrue(relay.passed().contains("GET /healthcheck"), relay.passed());
                assertNothingSecret(relay.passed());
                PackagedProgram.Result direct = run(sandbox, List.of("ecs", "load", "--profile", "dev"), server.host());
                assertEquals(0, direct.exit(), direct.err());
            }
        }
    }

    @Rows("N7")
    @Test
    void aListenerOfAnotherUserIsNamed() throws IOException {
        OtherUser.required();
        try (OtherUser squatter = OtherUser.listening("127.0.0.1", 0)) {
            PackagedProgram.Result taken = PackagedProgram.at(home).run("ecs", "run", "--port", "" + squatter.port());
            assertEquals(8, taken.exit(), taken.err());
            assertTrue(
                    taken.err()
                            .matches("(?s).*127\\.0\\.0\\.1:" + squatter.port() + " is in use by (uid " + OtherUser.UID
                                    + "|pid \\d+ \\(perl\\)): .*"),
                    taken.err());
            assertTrue(taken.err().contains("--port"), taken.err());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (OtherUser neighbour = OtherUser.listening("::1", port);
                RunningProgram server = PackagedProgram.at(home)
                        .start(Pattern.compile("server on http"), "ecs", "run", "--port", "" + neighbour.port())) {
            assertTrue(server.err().contains("another user's process listens on [::1]:" + port), server.err());
            PackagedProgram.Result status =
                    PackagedProgram.at(home).run("ecs", "status", "--server", "127.0.0.1:" + port);
            assertEquals(0, status.exit(), status.err());
            assertTrue(status.err().contains("[::1]:" + port), status.err());
        }
    }

    @Rows("N7")
    @Test
    void runAsTakesAFreshPortEachTime() throws IOException {
        try (RunningSandbox sandbox = RunningSandbox.start()) {
            signIn(sandbox);
            java.util.Set<String> urls = new java.util.HashSet<>();
            for (int i = 0; i < 3; i++) {
                PackagedProgram.Result result = run(
                        sandbox,
                        List.of(
                                "run-as",
                                "--profile",
                                "dev",
                                "--",
                                "sh",
                                "-c",
                                "echo ${AWS_CONTAINER_CREDENTIALS_FULL_URI%%/slot*}"),
                        "");
                assertEquals(0, result.exit(), result.err());
                assertTrue(result.out().matches("http://127\\.0\\.0\\.1:\\d+\n"), result.out());
                assertFalse(result.out().contains(":4144"), result.out());
                urls.add(result.out());
            }
            assertTrue(urls.size() > 1, urls.toString());
        }
    }

    private void signIn(RunningSandbox sandbox) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG.formatted(sandbox.startUrl()));
        sandbox.marksSecrets("CANARY");
        var login = new PortalHome(home, sandbox).cli().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
    }

    private PackagedProgram.Result run(RunningSandbox sandbox, List<String> words, String server) {
        Map<String, String> variables = server.isEmpty() ? Map.of() : Map.of("AWS_SSO_ECS_SERVER", server);
        return PackagedProgram.at(home)
                .with(sandbox.environment())
                .with(variables)
                .run(words.toArray(String[]::new));
    }

    private static void assertNothingSecret(String sent) {
        assertFalse(sent.contains("Authorization"), sent);
        assertFalse(sent.contains("ASIA"), sent);
        assertFalse(sent.contains("CANARY"), sent);
        assertFalse(sent.contains("PUT "), sent);
    }

    /** Hands on bytes to another port, and remembers those of the client. */
    private static final class Relay implements AutoCloseable {

        private final ServerSocket listener;
        private final int target;
        private final List<String> passed = new CopyOnWriteArrayList<>();
        private final List<Socket> open = new ArrayList<>();

        private Relay(ServerSocket listener, int target) {
            this.listener = listener;
            this.target = target;
        }

        static Relay to(int target) throws IOException {
            Relay relay = new Relay(new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")), target);
            spawn(relay::accept);
            return relay;
        }

        int port() {
            return listener.getLocalPort();
        }

        String passed() {
            return String.join("", passed);
        }

        private void accept() throws IOException {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket("127.0.0.1", target);
                synchronized (open) {
                    open.addAll(List.of(client, server));
                }
                spawn(() -> copy(client, server, true));
                spawn(() -> copy(server, client, false));
            }
        }

        private void copy(Socket from, Socket to, boolean remember) throws IOException {
            byte[] piece = new byte[4096];
            for (int n = from.getInputStream().read(piece);
                    n > 0;
                    n = from.getInputStream().read(piece)) {
                if (remember) {
                    passed.add(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
                }
                to.getOutputStream().write(piece, 0, n);
            }
            to.shutdownOutput();
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void spawn(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException closed) {
                    // The end of a test.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            try {
                listener.close();
                synchronized (open) {
                    for (Socket socket : open) {
                        socket.close();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
