package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our commands print about a server: documents alone on stdout, and no secret in a URL. */
class ServerOutputIT {

    private static final String SECRET = "CanarySecret0123456789abcdefghij";
    private static final String NEIGHBOUR = "the [default] profile has";

    @TempDir
    Path home;

    private RunningProgram server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        // Reason for a warning of ecs env.
        Files.writeString(
                home.resolve(".aws/credentials"),
                """
                [default]
                aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                aws_secret_access_key = x
                """);
        PackagedProgram.Result stored =
                program().stdin("Bearer " + SECRET + "\n").run("ecs", "bearer-token", "-");
        assertEquals(0, stored.exit(), stored.err());
        server = program().startServer();
        address = "127.0.0.1:" + server.url().getPort();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private PackagedProgram program() {
        return PackagedProgram.at(home);
    }

    private PackagedProgram.Result run(String... words) {
        return program().with("AWS_SSO_ECS_SERVER", address).run(words);
    }

    @Rows("I7")
    @Test
    void stdoutIsTheDocumentAloneAlsoWithWarnings() {
        PackagedProgram.Result env = run("ecs", "env", "--slot", "dev");
        assertEquals(0, env.exit(), env.err());
        assertTrue(env.err().contains(NEIGHBOUR), "nothing to warn of: " + env.err());
        assertTrue(
                env.out().lines().allMatch(line -> line.matches("(export [A-Za-z_]+=.*|unset [A-Za-z_]+)")), env.out());

        PackagedProgram.Result list = run("ecs", "list", "--output", "json", "--debug");
        assertEquals(0, list.exit(), list.err());
        assertEquals(List.of(), JsonText.parse(list.out().getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        // Nothing is loaded: that is said on the other stream.
        PackagedProgram.Result profile = run("ecs", "profile", "--output", "json");
        assertTrue(profile.exit() != 0 && !profile.err().isEmpty(), profile.err());
        assertEquals("", profile.out());

        PackagedProgram.Result status = run("ecs", "status", "--output", "json");
        assertEquals(0, status.exit(), status.err());
        JsonObject.parse(status.out().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Rows("I6")
    @Test
    void noUrlHasASecretInIt() {
        StringBuilder printed = new StringBuilder(server.out() + server.err());
        for (String line : List.of(
                "ecs env",
                "ecs env --slot dev",
                "ecs env --ssh --slot dev",
                "ecs env --compose --slot dev",
                "ecs env --slot dev --shell fish",
                "ecs status",
                "ecs status --output json",
                "ecs list --debug",
                "ecs bearer-token --list")) {
            PackagedProgram.Result result = run(line.split(" ", -1));
            assertEquals(0, result.exit(), line + ": " + result.err());
            printed.append(result.out()).append(result.err());
        }
        Pattern url = Pattern.compile("https?://[^\\s'\"]*");
        List<String> urls =
                url.matcher(printed).results().map(found -> found.group()).toList();
        assertTrue(urls.size() > 5, printed.toString());
        String readToken =
                program().run("ecs", "env", "--slot", "dev").out().replaceAll("(?s).*Bearer ([^']*)'.*", "$1");
        assertTrue(readToken.length() >= 43, "no read token");
        for (String one : urls) {
            assertFalse(one.contains(SECRET) || one.contains(readToken), "a secret in " + one.length() + " characters");
            assertFalse(one.contains("@") || one.contains("?") || one.contains("#"), one);
        }
    }

    @Rows("I6")
    @Test
    void aSecretInAUrlIsNotAccepted() {
        for (String given :
                List.of("http://user:" + SECRET + "@" + address, "http://" + address + "/?token=" + SECRET)) {
            PackagedProgram.Result result = program().run("ecs", "list", "--server", given);
            assertEquals(2, result.exit(), result.err());
            assertFalse(result.err().contains(SECRET), "it is repeated");
        }
    }
}
