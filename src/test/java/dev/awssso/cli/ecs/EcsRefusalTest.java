package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.ecs.client.RecordingListener;
import dev.awssso.ecs.wire.AnswerDocument;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of servers that refuse, are down, or are none. */
class EcsRefusalTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "400, 8", "403, 8", "404, 5", "405, 8", "408, 8", "409, 8", "410, 5", "413, 8", "414, 8", "415, 8", "421, 8",
        "422, 8", "431, 8", "500, 8", "503, 8"
    })
    @Rows("R24")
    void showsTheServersMessage(int status, int exit) throws IOException {
        String message = "Some reason. Run: aws-sso ecs load --slot 'a b'";
        try (RecordingListener server = answering(status, message)) {
            for (String command : new String[] {"list", "profile", "unload"}) {
                Cli.Result result = Cli.at(home).run("ecs", command, "--server", server.address());

                assertEquals(exit, result.exit());
                assertEquals("", result.out());
                assertTrue(result.err().contains(": " + message + "\n"), result.err());
                assertFalse(result.err().contains("try:"), result.err());
            }
        }
    }

    @Rows("I4")
    @Test
    void aMessageCannotHarmTheTerminal() throws IOException {
        try (RecordingListener server = answering(410, "red\u001b[31m\u202e\u0007")) {
            Cli.Result result = Cli.at(home).run("ecs", "profile", "--server", server.address());

            assertFalse(result.err().chars().anyMatch(c -> c == 0x1b || c == 0x202e || c == 7), result.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "not json", "[{}]", "[{\"ProfileName\":\"x\",\"AccountId\":\"evil\"}]"})
    void anAnswerThatCannotBeReadIsOneLine(String body) throws IOException {
        try (RecordingListener server = RecordingListener.start(
                head -> head.startsWith("GET /healthcheck") ? RecordingListener.ALIVE : RecordingListener.ok(body))) {
            Cli.Result result = Cli.at(home).run("ecs", "profile", "--server", server.address());

            assertEquals(8, result.exit());
            assertEquals(1, result.err().lines().count(), result.err());
        }
    }

    @Rows("R23")
    @Test
    void aServerThatIsDownIsNamedWithTheCommandThatStartsIt() throws IOException {
        int port = unusedPort();
        for (String command : new String[] {"list", "profile", "unload", "status"}) {
            Cli.Result result = assertTimeout(
                    Duration.ofSeconds(20), () -> Cli.at(home).run("ecs", command, "--server", "localhost:" + port));

            assertEquals(8, result.exit());
            assertEquals(
                    "aws-sso: no credentials server runs at http://127.0.0.1:" + port
                            + "/\ntry: aws-sso ecs run --port " + port + "\n",
                    result.err());
        }
    }

    @Test
    void statusTellsAScriptToo() throws IOException {
        int port = unusedPort();
        Cli.Result result = Cli.at(home).run("ecs", "status", "--output", "json", "--server", "127.0.0.1:" + port);

        assertEquals(8, result.exit());
        assertEquals("{\n    \"Url\": \"http://127.0.0.1:" + port + "/\",\n    \"Up\": false\n}\n", result.out());
    }

    @Test
    void loadAsksForNoSignInWhenNoServerIsThere() throws IOException {
        Cli.Result result = Cli.at(home)
                .run("ecs", "load", "--account", "111111111111", "--role", "X", "--server", "[::1]:" + unusedPort());

        assertEquals(8, result.exit(), result.err());
    }

    @Test
    void httpsWithoutAStoredCertificateIsRefused() {
        Cli.Result result = Cli.at(home).run("ecs", "list", "--server", "https://127.0.0.1:4144");

        assertEquals(8, result.exit());
        assertTrue(result.err().contains("its certificate is not in the secret store"), result.err());
    }

    @Test
    void aServerThatSpeaksNoHttpsGetsNothingOnceACertificateIsStored() throws IOException {
        Cli.at(home).run("ecs", "ssl", "--generate");
        try (RecordingListener plain = RecordingListener.start(head -> RecordingListener.ALIVE)) {
            Cli.at(home).run("ecs", "bearer-token", "--generate");
            Cli.Result result = Cli.at(home).run("ecs", "list", "--server", plain.address());

            assertEquals(8, result.exit(), result.err());
            assertFalse(plain.received().contains("Authorization"), plain.received());
        }
    }

    private static RecordingListener answering(int status, String message) throws IOException {
        String body = new String(new AnswerDocument(status, message).toBytes(), StandardCharsets.US_ASCII);
        return RecordingListener.start(head ->
                head.startsWith("GET /healthcheck") ? RecordingListener.ALIVE : RecordingListener.reply(status, body));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
