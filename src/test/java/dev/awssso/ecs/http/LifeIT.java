package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import dev.awssso.platform.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server starts, refuses to start, and ends. */
class LifeIT {

    @TempDir
    Path home;

    private PackagedProgram program() {
        return PackagedProgram.at(home);
    }

    @Rows("R21")
    @Test
    void theStartLineSaysTheModeInForce() {
        try (TestServer open = TestServer.open(home)) {
            assertTrue(
                    open.program().err().contains("no bearer token"),
                    open.program().err());
            assertTrue(open.program().err().contains("no TLS"));
            assertEquals("", open.program().out());
        }
        try (TestServer closed = TestServer.withToken(home)) {
            assertTrue(
                    closed.program().err().contains("(a bearer token is required; no TLS)"),
                    closed.program().err());
        }
        try (TestServer secure = TestServer.secure(home)) {
            assertTrue(
                    secure.program()
                            .err()
                            .contains(
                                    "server on https://127.0.0.1:"
                                            + secure.address().getPort()
                                            + "/ (no bearer token: all processes of this user can read the credentials; HTTPS only)"),
                    secure.program().err());
        }
        try (TestServer both = TestServer.withToken(home)) {
            assertTrue(
                    both.program().err().contains("(a bearer token is required; HTTPS only)"),
                    both.program().err());
        }
        try (TestServer plain = TestServer.open(home, "--no-ssl")) {
            assertTrue(
                    plain.program().err().contains("; no TLS)"), plain.program().err());
        }
    }

    @Rows("R22")
    @Test
    void listensOnIpv6WhenAsked() {
        try (TestServer six = TestServer.open(home, "--bind-ip", "::1")) {
            assertTrue(
                    six.program().err().contains("http://[::1]:" + six.address().getPort() + "/"));
            assertEquals(410, six.get("/").status());
        }
    }

    @Rows("R22")
    @ParameterizedTest
    @ValueSource(strings = {"abc", "70000", "-1", "", "4144x", "999999999999"})
    void aPortThatIsNoneIsAUsageError(String port) {
        assertEquals(2, program().run("ecs", "run", "--port", port).exit());
        if (!port.isEmpty()) {
            assertEquals(
                    2,
                    program().with("AWS_SSO_ECS_PORT", port).run("ecs", "run").exit());
        }
    }

    @Rows("R22")
    @Test
    void theOptionBeatsTheVariable() {
        try (RunningProgram running = program()
                .with("AWS_SSO_ECS_PORT", "abc")
                .start(Pattern.compile("http://"), "ecs", "server", "--port", "0")) {
            assertTrue(running.alive());
        }
    }

    @Rows("N5")
    @Test
    void isNotReachableFromOutsideByMistake() {
        PackagedProgram.Result open = program().run("ecs", "run", "--port", "0", "--bind-ip", "0.0.0.0");
        assertEquals(2, open.exit(), open.err());
        PackagedProgram.Result clear =
                program().with(TestServer.WITH_TOKEN).run("ecs", "run", "--port", "0", "--bind-ip", "0.0.0.0");
        assertEquals(2, clear.exit(), clear.err());
        assertEquals(
                2,
                program()
                        .run("ecs", "run", "--port", "0", "--bind-ip", "localhost")
                        .exit());
        try (TestServer loopback = new Object() {
            TestServer start() {
                return TestServer.open(home);
            }
        }.start()) {
            assertTrue(loopback.address().getAddress().isLoopbackAddress());
        }
    }

    @Rows("N5")
    @Test
    void anInheritedUrlChangesNothing() {
        try (RunningProgram running = program()
                .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://0.0.0.0:9/")
                .start(Pattern.compile("server on http://127\\.0\\.0\\.1:\\d+/"), "ecs", "run", "--port", "0")) {
            assertTrue(running.alive());
        }
    }

    @Test
    void servesAContainerNetworkWithAToken() throws IOException {
        try (TestServer container = TestServer.withToken(
                home, "--bind-ip", "0.0.0.0", "--container-network", "--allow-host", "Creds.internal")) {
            try (RawHttp connection = RawHttp.connect(new java.net.InetSocketAddress(
                    "127.0.0.1", container.address().getPort()))) {
                String request = "GET / HTTP/1.1\r\nHost: creds.INTERNAL:80\r\nAuthorization: Bearer "
                        + TestServer.TOKEN + "\r\n\r\n";
                assertEquals(410, connection.send(request).reply().status());
            }
        }
    }

    @Rows("R20")
    @Test
    void failsClosed() throws IOException {
        Map<String, String> missing = Map.of(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.resolve("none").toString());
        PackagedProgram.Result named = program().with(missing).run("ecs", "run", "--port", "0");
        assertEquals(7, named.exit(), named.err());
        assertFalse(named.err().contains("http://"));
        Path empty = Files.writeString(home.resolve("empty"), "\n");
        assertEquals(
                7,
                program()
                        .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", empty.toString())
                        .run("ecs", "run", "--port", "0")
                        .exit());
        assertEquals(
                7,
                program()
                        .run("ecs", "run", "--port", "0", "--read-token-file", "a=" + empty)
                        .exit());
        Path store = home.resolve(".local/share/aws-sso/secrets.json");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "{\"Version\":1,\"Entr");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        PackagedProgram.Result corrupt = program().run("ecs", "run", "--port", "0");
        assertEquals(7, corrupt.exit(), corrupt.err());
        assertEquals(1, corrupt.err().lines().count(), corrupt.err());
    }

    // Asked all the while, for a server and its restart.
    @Rows("R20")
    @Test
    void thePortStaysClosedWhereTheTokenCannotBeRead() throws IOException, InterruptedException {
        Path store = home.resolve(".local/share/aws-sso/secrets.json");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "{\"Version\":1,\"Entr");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (int start = 0; start < 2; start++) {
            try (RunningProgram running =
                    program().with("AWS_SSO_ECS_REQUIRE_TOKEN", "true").launch("ecs", "run", "--port", "" + port)) {
                while (running.alive()) {
                    try (java.net.Socket opened = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
                        throw new AssertionError("the port is open: " + opened);
                    } catch (java.net.ConnectException closed) {
                        Thread.sleep(5);
                    }
                }
                assertEquals(7, running.waitForExit(), running.err());
                assertEquals("", running.out());
            }
        }
    }

    @Test
    void contradictingOrWeakTokensAreUsageErrors() throws IOException {
        Path file = Files.writeString(home.resolve("token"), "another-" + TestServer.TOKEN);
        assertEquals(
                2,
                program()
                        .with(TestServer.WITH_TOKEN)
                        .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString())
                        .run("ecs", "run", "--port", "0")
                        .exit());
        assertEquals(
                2,
                program()
                        .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer weak")
                        .run("ecs", "run", "--port", "0")
                        .exit());
        assertEquals(
                2,
                program()
                        .run("ecs", "run", "--port", "0", "--read-token-file", "dev=" + file)
                        .exit());
        assertEquals(
                2,
                program()
                        .run("ecs", "run", "--port", "0", "--read-token-file", "nothing")
                        .exit());
    }

    // As in the container image, whatever it is told to listen on, the first time and again.
    @Test
    void whereATokenIsRequiredItDoesNotStartWithoutOne() throws IOException {
        for (int i = 0; i < 2; i++) {
            PackagedProgram.Result refused =
                    program().with("AWS_SSO_ECS_REQUIRE_TOKEN", "true").run("ecs", "run", "--port", "0");
            assertEquals(2, refused.exit());
            assertTrue(refused.err().contains("cannot start the server without a bearer token"), refused.err());
        }
        Path file = Files.writeString(home.resolve("required"), TestServer.TOKEN);
        try (RunningProgram server = program()
                .with("AWS_SSO_ECS_REQUIRE_TOKEN", "true")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString())
                .startServer()) {
            assertTrue(server.err().contains("a bearer token is required"), server.err());
        }
    }

    @Test
    void aTakenPortIsSaidWithItsHolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PackagedProgram.Result result = program().run("ecs", "run", "--port", "" + taken.getLocalPort());

            assertEquals(8, result.exit(), result.err());
            assertTrue(
                    result.err().startsWith("aws-sso: 127.0.0.1:" + taken.getLocalPort() + " is in use by "),
                    result.err());
            assertTrue(
                    result.err().contains("--port 0 for any free port\ntry: aws-sso ecs status --server 127.0.0.1:"));
            if (OS.LINUX.isCurrentOs()) {
                assertTrue(
                        result.err()
                                .contains("by pid " + ProcessHandle.current().pid()),
                        result.err());
            }
        }
        try (TestServer first = TestServer.open(home)) {
            PackagedProgram.Result second =
                    program().run("ecs", "run", "--port", "" + first.address().getPort());
            assertEquals(8, second.exit());
            if (OS.LINUX.isCurrentOs()) {
                assertTrue(second.err().contains("pid " + first.program().pid() + " (aws-sso ecs run)"), second.err());
            }
        }
    }

    // Refused callers are counted and reported once a minute, those of the last minute when the server ends.
    @Test
    void aBurstOfRefusalsIsReportedAtTheEndToo() {
        try (TestServer server = TestServer.withToken(home)) {
            for (int i = 0; i < 3; i++) {
                try (RawHttp connection = server.connect()) {
                    assertEquals(
                            403,
                            connection
                                    .send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .reply()
                                    .status());
                }
            }
            assertEquals(0, server.program().terminate());
            assertTrue(
                    server.program().err().contains(" WARN 3 requests refused: Not authorised."),
                    server.program().err());
        }
    }

    // As in a chroot without /proc: processes cannot be told apart, so every user would be let in.
    @Rows("C12")
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutProcItDoesNotServeWithoutAToken() throws IOException, InterruptedException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can take /proc away from a program");
        Path without = script(
                "without-proc", "exec unshare --mount sh -c 'mount -t tmpfs none /proc && exec \"$@\"' sh \"$@\"");
        assumeTrue(
                new ProcessBuilder(without.toString(), "true").start().waitFor() == 0,
                "this machine does not let a program have mounts of its own");
        String java = System.getProperty("java.home");
        PackagedProgram program = PackagedProgram.at(
                        home, script("aws-sso", "exec '" + without + "' '" + PackagedProgram.location() + "' \"$@\""))
                // A program finds the libraries beside it through /proc.
                .with(Map.of(
                        "AWS_SSO_JAVA_HOME",
                        java,
                        "LD_LIBRARY_PATH",
                        PackagedProgram.location().getParent() + ":" + java + "/lib"));

        PackagedProgram.Result refused = program.run("ecs", "run", "--port", "0");

        if (!PackagedProgram.isOnJvm()) {
            // A native program does not even start.
            assertNotEquals(0, refused.exit(), refused.err());
            assertFalse(refused.err().contains("http://"), refused.err());
            return;
        }
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(
                refused.err()
                        .startsWith("aws-sso: cannot start the server without a bearer token: /proc is not available,"
                                + " so this user's processes cannot be identified\n"),
                refused.err());
        assertFalse(refused.err().contains("http://"), refused.err());
        // With a token it works without /proc too.
        try (RunningProgram server = program.with(TestServer.WITH_TOKEN).startServer()) {
            assertTrue(server.err().contains("a bearer token is required"), server.err());
        }
    }

    // In a user namespace that knows no user, all of them have the same uid.
    @Rows("C12")
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutAUidOfItsOwnItDoesNotServeWithoutAToken() throws IOException, InterruptedException {
        Path without = script("without-uid", "exec unshare --user \"$@\"");
        assumeTrue(
                new ProcessBuilder(without.toString(), "true").start().waitFor() == 0,
                "this machine does not let a program have users of its own");
        PackagedProgram program = PackagedProgram.at(
                home, script("aws-sso", "exec '" + without + "' '" + PackagedProgram.location() + "' \"$@\""));

        PackagedProgram.Result refused = program.run("ecs", "run", "--port", "0");

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(
                refused.err()
                        .startsWith(
                                "aws-sso: cannot start the server without a bearer token: this user has no uid of its"
                                        + " own here\n"),
                refused.err());
        try (RunningProgram server = program.with(TestServer.WITH_TOKEN).startServer()) {
            assertTrue(server.err().contains("a bearer token is required"), server.err());
        }
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    @Test
    void anAddressOfAnotherMachineIsAServerError() {
        PackagedProgram.Result result = program()
                .with(TestServer.WITH_TOKEN)
                .run("ecs", "run", "--port", "0", "--bind-ip", "192.0.2.1", "--container-network");
        assertEquals(8, result.exit(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Rows("L9")
    @Test
    void endsWithinASecondOnSigterm() {
        try (TestServer server = TestServer.open(home);
                RawHttp idle = server.connect();
                RawHttp busy = server.connect()) {
            server.put("/", Loads.of("d"));
            busy.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHo");
            assertEquals(200, busy.reply().status());
            long begun = System.nanoTime();
            assertEquals(0, server.program().terminate());
            // Its own second, and a second for a machine that does other things too.
            assertTrue(System.nanoTime() - begun < 2_000_000_000L, "it took too long");
            assertTrue(idle.closed());
        }
    }

    // The framework's first threads are there long before the server listens.
    @Test
    @EnabledOnOs(OS.LINUX)
    void endsOnASigtermWhileItStarts() {
        for (int i = 0; i < 3; i++) {
            try (RunningProgram starting = program().launch("ecs", "run", "--port", "0")) {
                // The system keeps 15 letters of a name: the JVM its first, the native program its last.
                while (starting.alive()
                        && !threads(starting.pid()).contains("ecutor-thread")
                        && starting.err().isEmpty()) {
                    Thread.onSpinWait();
                }
                assertEquals(0, starting.terminate(), starting.err());
            }
        }
    }

    private static String threads(long pid) {
        StringBuilder names = new StringBuilder();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                names.append(Files.readString(task.resolve("comm")));
            }
        } catch (IOException | UncheckedIOException e) {
            // A thread ended, or the program: looked at again.
        }
        return names.toString();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endsWith130OnCtrlC() throws IOException {
        try (TestServer server = TestServer.open(home)) {
            new ProcessBuilder("kill", "-INT", Long.toString(server.program().pid())).start();
            assertEquals(130, server.program().waitForExit());
        }
    }

    @Rows("P8")
    @Test
    void startsCleanlyAfterAKill() {
        int port;
        try (TestServer server = TestServer.open(home)) {
            port = server.address().getPort();
            server.put("/", Loads.of("d"));
            server.program().kill();
        }
        try (RunningProgram again = program().start(Pattern.compile("http://"), "ecs", "run", "--port", "" + port)) {
            assertEquals(port, again.url().getPort());
        }
    }

    @Rows({"P3", "I6"})
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theAuditLogNamesCallersAndNoSecrets() throws IOException {
        Path log = home.resolve("audit");
        try (TestServer server = TestServer.withToken(home, "--audit-log", log.toString())) {
            server.put("/slot/" + TestServer.segment("a\"b\u202e"), Loads.of("a\"b\u202e"));
            server.get("/slot/" + TestServer.segment("a\"b\u202e"));
            server.get("/creds");
            server.get("/slot");
            server.get("/no/such/" + Loads.SECRET);
            server.send("DELETE", "/slot");
            server.program().terminate();
        }
        List<String> lines = Files.readAllLines(log);
        String rest = " by=token:[0-9a-f]{8} peer=(-|uid:\\d+(,pid:"
                + ProcessHandle.current().pid() + ")?)";
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ";
        assertEquals(4, lines.size(), lines.toString());
        // Callers are looked up off the request path, so that lines may overtake each other.
        for (String entry : List.of(
                "PUT slot=\"a\\\\\"b\\\\u202e\" status=200",
                "GET slot=\"a\\\\\"b\\\\u202e\" status=200",
                "GET slot=\\(default\\) status=410",
                "DELETE slot=- status=200")) {
            assertTrue(lines.stream().anyMatch(line -> line.matches(time + entry + rest)), entry + " in " + lines);
        }
        assertFalse(Files.readString(log).contains(Loads.SECRET)
                || Files.readString(log).contains(TestServer.TOKEN));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    }

    @Rows("C2")
    @ParameterizedTest
    @ValueSource(strings = {"ar", "th-TH-u-ca-buddhist-nu-thai", "fa-IR", "my-MM"})
    void timesAreTheSameEverywhere(String locale) {
        String options = "-Duser.timezone=Asia/Kolkata -Duser.language=" + locale.split("-", 2)[0]
                + (locale.contains("TH") ? " -Duser.country=TH -Duser.variant=TH" : "");
        Map<String, String> there = PackagedProgram.isOnJvm()
                ? Map.of("TZ", "Asia/Kolkata", "LC_ALL", "C.UTF-8", "JAVA_TOOL_OPTIONS", options)
                : Map.of("TZ", "Asia/Kolkata", "LC_ALL", locale);
        try (RunningProgram running =
                        program().with(there).start(Pattern.compile("http://"), "ecs", "run", "--port", "0");
                RawHttp connection = RawHttp.connect(new java.net.InetSocketAddress(
                        "127.0.0.1", running.url().getPort()))) {
            String body = Loads.of("d");
            connection.send("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            assertEquals(200, connection.reply().status());
            JsonObject read = JsonObject.parse(connection
                    .send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply()
                    .bytes());
            assertTrue(read.string("Expiration").orElseThrow().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z"));
            JsonObject profile = JsonObject.parse(connection
                    .send("GET /profile HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply()
                    .bytes());
            assertEquals("59m", profile.value("Expires"));
            assertEquals("000011112222", profile.value("AccountId"));
        }
    }

    @Test
    void aSlotOfTheStartSaysThatSignInIsNeeded() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                """
                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = eu-west-1
                [profile dev]
                sso_session = corp
                sso_account_id = 000011112222
                sso_role_name = Developer
                """);
        try (TestServer server = TestServer.open(home, "--default", "dev", "--slot", "dev")) {
            for (String path : List.of("/", "/slot/dev")) {
                RawHttp.Reply reply = server.get(path);
                while (reply.status() == 503) {
                    assertEquals("1", reply.field("Retry-After"));
                    reply = server.get(path);
                }
                assertEquals(410, reply.status());
                assertTrue(reply.body().contains("aws-sso login --sso-session corp"), reply.body());
            }
            assertEquals(410, server.get("/profile").status());
            assertTrue(server.get("/slot").body().contains("\"Refreshable\":true"));
        }
        assertEquals(
                5, program().run("ecs", "run", "--port", "0", "--slot", "none").exit());
        assertEquals(
                2,
                program()
                        .run("ecs", "run", "--port", "0", "--no-refresh", "--slot", "dev")
                        .exit());
    }

    @Rows("C12")
    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherUsersProcessIsRefused() throws IOException, InterruptedException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can be another user");
        try (TestServer server = TestServer.open(home)) {
            server.put("/", Loads.of("d"));
            String script = "exec 3<>/dev/tcp/127.0.0.1/" + server.address().getPort()
                    + "; printf 'GET %s HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n' $0 >&3; timeout 3 cat <&3";
            for (String path : List.of("/", "/creds", "/slot", "/no")) {
                String answer = asNobody(script, path);
                assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
                assertTrue(answer.contains("not known to belong to the user of this server"));
                assertFalse(answer.contains(Loads.KEY_ID));
            }
            assertTrue(asNobody(script, "/healthcheck").startsWith("HTTP/1.1 200 "));
        }
    }

    private static String asNobody(String script, String path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "bash", "-c", script, path)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    @Rows({"P6", "R27"})
    @Test
    void leavesNothingBehind() throws IOException {
        Path temporary = Files.createDirectory(home.resolve("tmp"));
        try (RunningProgram running = program()
                .with("TMPDIR", temporary.toString())
                .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary)
                .start(Pattern.compile("http://"), "ecs", "run", "--port", "0")) {
            assertEquals(0, running.terminate());
        }
        try (var left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
