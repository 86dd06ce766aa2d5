package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's HTTPS. That everything else holds over it is what {@link FramingOverTlsIT} and its like show. */
class HttpsIT {

    private static final String REQUEST = "GET /slot HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    static Path home;

    @TempDir
    Path other;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.secure(home);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Rows("N15")
    @ParameterizedTest
    @ValueSource(strings = {REQUEST, "GET / HTTP/1.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\r\n", "nonsense"})
    void plainHttpGetsNoHttpAnswer(String request) throws IOException {
        try (Socket plain = plain()) {
            plain.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            plain.shutdownOutput();
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertFalse(answer.contains("HTTP"), answer);
        }
        assertEquals(200, server.get("/slot").status());
        assertFalse(
                server.program().err().contains("xception"), server.program().err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksThisVersion(String version) throws IOException {
        try (SSLSocket socket = handshake(version)) {
            assertEquals(version, socket.getSession().getProtocol());
            String suite = socket.getSession().getCipherSuite();
            assertTrue(suite.contains("_GCM_") || suite.contains("_CHACHA20_"), suite);
        }
    }

    @Rows("N15")
    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void refusesOlderVersions(int version) throws IOException {
        byte[] answer = answerTo(hello(version));

        assertEquals(ALERT, answer[0]);
        assertEquals(PROTOCOL_VERSION, answer[6]);
        assertEquals(HANDSHAKE, answerTo(hello(0x0303))[0], "the same hello with TLS 1.2 in it is answered");
    }

    @Test
    void aClientCannotRenegotiate() throws IOException {
        try (SSLSocket socket = handshake("TLSv1.2")) {
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
                while (socket.getInputStream().read() >= 0) {
                    // whatever is said before the end
                }
                throw new IOException("closed");
            });
        }
        assertEquals(200, server.get("/slot").status());
    }

    @Rows("N12")
    @Test
    void slowHandshakesEndAndHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = plain();
                slow.add(socket);
                socket.getOutputStream().write(hello(0x0303), 0, 20);
            }
            slow.add(plain());
            long begun = System.nanoTime();
            assertEquals(200, server.get("/slot").status());
            assertTrue(System.nanoTime() - begun < 500_000_000L, "a good request waited");
            for (Socket socket : slow) {
                // Ends by itself: the socket's own patience is longer than the server's.
                closed(socket.getInputStream());
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(taken.compareTo(Duration.ofSeconds(15)) < 0, "slow handshakes lasted " + taken);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Rows("N12")
    @Test
    void handshakesLockNobodyOut() throws IOException {
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = plain();
                halfOpen.add(socket);
                socket.getOutputStream().write(hello(0x0303), 0, 20);
            }
            assertEquals(200, server.get("/slot").status());
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    @Rows("R26")
    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8.key, rsa.crt",
        "rsa-pkcs1.key, rsa.crt",
        "ec-pkcs8.key, ec.crt",
        "ec-sec1.key, ec.crt",
        "ed25519.key, ed25519.crt"
    })
    void usesKeysInTheUsualForms(String key, String chain) throws IOException {
        try (RunningProgram running = PackagedProgram.at(other)
                .startServer(
                        "--private-key",
                        file(key).toString(),
                        "--cert-chain",
                        file(chain).toString())) {
            try (SSLSocket socket = (SSLSocket) Trust.in(PemResource.certificate(chain))
                    .getSocketFactory()
                    .createSocket("127.0.0.1", running.url().getPort())) {
                socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
            }
            assertTrue(running.err().contains("aws-sso commands accept the stored certificate only"), running.err());
        }
    }

    @Test
    void makesACertificateWhenAskedForHttps() {
        String first;
        try (RunningProgram running = PackagedProgram.at(other).startServer("--ssl")) {
            assertEquals("https", running.url().getScheme());
            assertTrue(running.err().contains("AWS CLI and boto3 cannot use"), running.err());
            first = Trust.stored(other).toString();
        }
        try (RunningProgram again = PackagedProgram.at(other).startServer("--ssl")) {
            assertEquals(first, Trust.stored(other).toString(), "the stored one is used again");
            assertFalse(again.err().contains("boto3"), again.err());
        }
    }

    @Test
    void warnsOfACertificateThatEndsSoon() {
        Cli.at(other).clock(() -> Instant.now().minus(Duration.ofDays(340))).run("ecs", "ssl", "--generate");
        try (RunningProgram running = PackagedProgram.at(other).startServer()) {
            assertTrue(running.err().contains("the server's certificate expires at "), running.err());
        }
        assertFalse(server.program().err().contains("certificate ends"), "one that lasts");
    }

    @Rows("N5")
    @Test
    void listensOutsideOfLoopbackWithATokenAndHttps() {
        PackagedProgram.Result open =
                PackagedProgram.at(other).run("ecs", "run", "--port", "0", "--bind-ip", "0.0.0.0", "--ssl");
        assertEquals(2, open.exit(), open.err());
        try (RunningProgram running =
                PackagedProgram.at(other).with(TestServer.WITH_TOKEN).startServer("--bind-ip", "0.0.0.0", "--ssl")) {
            assertTrue(running.err().contains("https://0.0.0.0:"), running.err());
            assertTrue(running.err().contains("a bearer token is required; HTTPS only"), running.err());
        }
    }

    @Rows({"R27", "N15"})
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(OS.LINUX)
    void writesNoFileWhileItRuns(boolean stored) throws IOException {
        Path temporary = Files.createDirectory(other.resolve("tmp"));
        List<String> words = stored
                ? List.of()
                : List.of(
                        "--private-key",
                        file("ec-pkcs8.key").toString(),
                        "--cert-chain",
                        file("ec.crt").toString());
        Cli.at(other).run("ecs", "ssl", "--generate");
        PackagedProgram program = PackagedProgram.at(other)
                .with("TMPDIR", temporary.toString())
                .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        try (FileWatch watch = FileWatch.below(other)) {
            for (boolean killed : new boolean[] {false, true}) {
                try (RunningProgram running = program.startServer(words.toArray(String[]::new))) {
                    SSLContext trust = Trust.in(stored ? Trust.stored(other) : PemResource.certificate("ec.crt"));
                    try (SSLSocket socket = (SSLSocket) trust.getSocketFactory()
                            .createSocket("127.0.0.1", running.url().getPort())) {
                        socket.startHandshake();
                    }
                    assertEquals(killed ? 137 : 0, killed ? running.kill() : running.terminate());
                }
            }
            assertEquals(List.of(), watch.seen());
            Files.writeString(temporary.resolve("seen"), "");
            assertEquals(List.of("tmp/seen"), watch.seen(), "the watch sees what is written");
        }
    }

    private static Socket plain() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(server.address(), 20_000);
        return socket;
    }

    private static void closed(InputStream in) throws IOException {
        try {
            while (in.read() >= 0) {
                // an alert, perhaps
            }
        } catch (java.net.SocketException reset) {
            assertFalse(reset instanceof java.net.ConnectException);
        }
    }

    private static SSLSocket handshake(String version) throws IOException {
        InetSocketAddress address = server.address();
        SSLSocket socket = (SSLSocket)
                Trust.in(Trust.stored(home)).getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        return socket;
    }

    // RFC 5246 7.4.1.2: a ClientHello by hand, since Java itself refuses to speak what is to be refused.
    private static byte[] hello(int version) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(version >> 8);
        body.write(version);
        body.write(new byte[32]); // random
        body.write(0); // no session
        body.write(new byte[] {0, 8, (byte) 0xc0, 0x2b, (byte) 0xc0, 0x2c, (byte) 0xc0, 0x09, (byte) 0xc0, 0x0a});
        body.write(new byte[] {1, 0}); // no compression
        byte[] hello = body.toByteArray();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(new byte[] {HANDSHAKE, 3, 1, 0, (byte) (hello.length + 4), 1, 0, 0, (byte) hello.length});
        record.write(hello);
        return record.toByteArray();
    }

    private static byte[] answerTo(byte[] hello) throws IOException {
        try (Socket socket = plain()) {
            OutputStream out = socket.getOutputStream();
            out.write(hello);
            out.flush();
            return socket.getInputStream().readNBytes(7);
        }
    }

    private Path file(String name) throws IOException {
        Path file = other.resolve(name);
        if (!Files.exists(file)) {
            Files.writeString(file, PemResource.text(name));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }
}
