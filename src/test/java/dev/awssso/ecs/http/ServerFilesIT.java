package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the user's files a server that works for a while touches, and which programs of theirs it starts: none. */
class ServerFilesIT {

    private static final String CONFIG =
            """
            [default]
            credential_process = touch %1$s
            [sso-session corp]
            sso_start_url = %2$s
            sso_region = us-east-1
            [profile program]
            credential_process = touch %1$s
            [profile chain]
            role_arn = arn:aws:iam::111111111111:role/Other
            source_profile = program
            """;

    @TempDir
    Path home;

    private RunningSandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start();
        Files.createDirectories(home.resolve(".aws"));
        Files.createDirectories(home.resolve("tmp"));
        Files.writeString(home.resolve(".aws/config"), CONFIG.formatted(home.resolve("started"), sandbox.startUrl()));
        var login = new PortalHome(home, sandbox).cli().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(sandbox.environment());
        String temporary = home.resolve("tmp").toString();
        variables.put("TMPDIR", temporary);
        variables.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        return variables;
    }

    private static String load(String name, int seconds) {
        JsonObject source = Loads.source()
                .with("SsoRegion", "us-east-1")
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "AdministratorAccess");
        return Loads.text(Loads.own(name)
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "AdministratorAccess")
                .with("Expiration", TestServer.inSeconds(seconds))
                .with("Source", source));
    }

    private static void awaitRenewal(TestServer server, String path) {
        long end = System.nanoTime() + 30_000_000_000L;
        RawHttp.Reply reply = server.get(path);
        while (reply.status() != 200 || reply.body().contains(Loads.KEY_ID)) {
            assertTrue(System.nanoTime() < end, "not fetched: " + reply.body());
            reply = server.get(path);
        }
    }

    @Rows("P7")
    @Test
    void writesItsAuditLogAndNoOtherFile() throws IOException {
        Map<String, String> before = files();
        Set<String> during;
        try (TestServer server = TestServer.open(
                home, variables(), "--audit-log", home.resolve("audit").toString())) {
            assertEquals(200, server.put("/slot/r", load("r", 33)).status());
            awaitRenewal(server, "/slot/r");
            server.put("/", Loads.of("d"));
            server.get("/");
            server.get("/slot");
            server.send("DELETE", "/");
            during = changed(before, files());
            server.program().terminate();
        }
        // Its run file, where there is one, names it while it runs.
        during.removeIf(name -> name.startsWith("audit") || name.matches(".*/(ecs-)?run/.*"));
        assertEquals(Set.of(), during);
        Set<String> after = changed(before, files());
        after.remove("audit");
        assertEquals(Set.of(), after);
        assertTrue(Files.size(home.resolve("audit")) > 0);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        home.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        } catch (UncheckedIOException gone) {
            return files();
        }
        return files;
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> String.valueOf(before.get(name)).equals(after.get(name)));
        return names;
    }

    @Rows("P10")
    @Test
    void startsNoProgramThatAConfigFileOrALoadNames() throws IOException {
        try (TestServer server = TestServer.open(home, variables())) {
            for (String name : new String[] {"program", "chain", "default"}) {
                assertEquals(200, server.put("/slot/" + name, load(name, 33)).status());
                awaitRenewal(server, "/slot/" + name);
                assertEquals(
                        200, server.put("/", Loads.text(Loads.foreign(name))).status());
            }
            for (String key : new String[] {"CredentialProcess", "credential_process", "Command", "Profile"}) {
                JsonObject source = Loads.source().with(key, "touch " + home.resolve("started"));
                RawHttp.Reply reply = server.put("/", Loads.text(Loads.own("d").with("Source", source)));
                assertEquals(422, reply.status(), reply.body());
                JsonObject body = Loads.own("d").with(key, "touch " + home.resolve("started"));
                assertEquals(422, server.put("/", Loads.text(body)).status());
            }
            server.program().terminate();
        }
        assertFalse(Files.exists(home.resolve("started")));
    }
}
