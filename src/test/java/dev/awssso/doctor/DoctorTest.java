package dev.awssso.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.doctor.ExaminedHome.Examination;
import dev.awssso.ecs.client.RecordingListener;
import dev.awssso.ecs.http.OtherUser;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {

    private static final String URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private static RunningSandbox sandbox;

    @TempDir
    Path home;

    @BeforeAll
    static void start() {
        sandbox = RunningSandbox.start();
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    static List<BrokenHome> brokenHomes() {
        return BrokenHome.all();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private ExaminedHome well() throws IOException {
        Map<String, String> base = new HashMap<>(sandbox.environment());
        base.put("AWS_SSO_ECS_PORT", Integer.toString(freePort()));
        base.put("AWS_REGION", "us-east-1");
        base.put("AWS_DEFAULT_REGION", "us-east-1");
        return new ExaminedHome(home, base);
    }

    @Test
    void aHomeThatIsWellHasNothingThatStopsAnSdk() throws IOException {
        Examination examination = well().examine();

        assertEquals(0, examination.exit(), examination.out());
        for (JsonObject finding : examination.findings()) {
            boolean client = finding.string("check").orElseThrow().equals("client");
            assertEquals(client ? "warning" : "ok", finding.string("verdict").orElseThrow(), finding::toString);
            assertTrue(finding.has("fix"), finding::toString);
            assertNull(finding.value("fix"));
        }
    }

    @ParameterizedTest
    @MethodSource("brokenHomes")
    void theLineThatIsPrintedMendsTheHome(BrokenHome broken) throws IOException, InterruptedException {
        ExaminedHome examined = well();
        broken.breaking().accept(examined);
        JsonObject finding = examined.examine().worst(broken.check());
        assertEquals(broken.verdict(), finding.string("verdict").orElseThrow(), finding::toString);
        String fix = finding.string("fix").orElseThrow(() -> new AssertionError("no line: " + finding));
        assertFalse(fix.contains("\n"), fix);

        examined.runInShell(fix);

        assertEquals("ok", examined.examine().verdict(broken.check()), () -> "after " + fix);
    }

    @Test
    void theTableHasMoreThanFiftyHomes() {
        assertTrue(brokenHomes().size() > 50, () -> brokenHomes().size() + " homes");
        assertEquals(
                brokenHomes().size(),
                brokenHomes().stream().map(BrokenHome::name).distinct().count());
    }

    @Test
    void aDefaultProfileKeepsWhatGivesNoCredentials() throws IOException, InterruptedException {
        String before =
                """
                [default]
                region = eu-west-1
                aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                aws_secret_access_key =
                  CANARY
                output = json
                """;
        ExaminedHome examined = well().file(".aws/config", before).set(URI, "http://127.0.0.1:9/");

        examined.runInShell(
                examined.examine().worst("default-profile").string("fix").orElseThrow());

        assertEquals(
                """
                [default]
                region = eu-west-1
                #aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                #aws_secret_access_key =
                #  CANARY
                output = json
                """,
                examined.read(".aws/config"));
        assertEquals(before, examined.read(".aws/config.bak"));
    }

    @ParameterizedTest
    @CsvSource({"0, ok", "120, warning", "-120, warning", "600, stops", "-600, stops"})
    void comparesTheClockWithThatOfTheSignInService(int seconds, String verdict) throws IOException {
        Cli cli = Cli.at(home)
                .with(sandbox.environment())
                .with("AWS_SSO_ECS_PORT", Integer.toString(freePort()))
                .clock(() -> Instant.now().plus(Duration.ofSeconds(seconds)));

        Cli.Result result = cli.run("doctor", "--output", "json");

        Examination examination = ExaminedHome.examination(result.exit(), result.out(), result.err());
        assertEquals(verdict, examination.verdict("clock"), result.out());
    }

    @Test
    void aClockThatCannotBeComparedIsSaidToBeUnchecked() throws IOException {
        Examination examination = well().set("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
                .set("AWS_ENDPOINT_URL_SSO_OIDC", "http://127.0.0.1:9")
                .examine();

        assertEquals("ok", examination.verdict("clock"));
        assertTrue(examination.worst("clock").string("reason").orElseThrow().startsWith("not checked"));
    }

    @Test
    void aProfileWithoutASignInStopsAnSdk() throws IOException {
        ExaminedHome examined = well().file(
                        ".aws/config",
                        """
                        [default]
                        sso_session = corp
                        sso_account_id = 111111111111
                        sso_role_name = AdministratorAccess
                        [sso-session corp]
                        sso_start_url = %s
                        sso_region = us-east-1
                        """
                                .formatted(sandbox.startUrl()));

        Examination before = examined.examine();
        assertEquals("stops", before.verdict("sign-in"));
        assertEquals(
                "aws-sso login --sso-session corp",
                before.worst("sign-in").string("fix").orElseThrow());
        assertEquals("stops", before.verdict("client"));

        Cli.Result login = examined.run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
        Examination after = examined.examine();
        assertEquals("ok", after.verdict("sign-in"), after.out());
        assertEquals("ok", after.verdict("client"), after.out());
    }

    @Test
    void aListenerThatIsNoServerIsNamedAndSeesNoToken() throws IOException {
        try (RecordingListener other = RecordingListener.start(head -> RecordingListener.ok("hello"))) {
            Examination examination = well().set(URI, "http://" + other.address() + "/")
                    .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer CANARY-0123456789-abcdefghijklmnopqrstuv")
                    .examine();

            assertEquals("stops", examination.verdict("server"), examination.out());
            assertTrue(
                    examination.worst("server").string("reason").orElseThrow().contains("is not an aws-sso server"));
            assertFalse(other.received().contains("CANARY"), other.received());
        }
    }

    @Rows("N7")
    @Test
    void aListenerOfAnotherUserIsNamed() throws IOException {
        OtherUser.required();
        try (OtherUser squatter = OtherUser.listening("127.0.0.1", 0)) {
            Examination examination = well().set("AWS_SSO_ECS_PORT", Integer.toString(squatter.port()))
                    .examine();

            assertEquals("stops", examination.verdict("server"), examination.out());
            assertTrue(
                    examination
                            .worst("server")
                            .string("reason")
                            .orElseThrow()
                            .contains("127.0.0.1:" + squatter.port() + " (uid " + OtherUser.UID + ")"),
                    examination.out());
            assertEquals("", squatter.received());
        }
        int port = freePort();
        try (OtherUser neighbour = OtherUser.listening("::1", port)) {
            Examination examination = well().set("AWS_SSO_ECS_PORT", Integer.toString(neighbour.port()))
                    .examine();

            assertEquals("warning", examination.verdict("neighbour"), examination.out());
            assertTrue(
                    examination
                            .worst("neighbour")
                            .string("reason")
                            .orElseThrow()
                            .contains("[::1]:" + port),
                    examination.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, /slot/it%27s, 'eval \"$(aws-sso ecs env --slot ''it''\\''''s'')\"'",
        "403, /, 'eval \"$(aws-sso ecs env)\"'",
        "404, /slot/dev, aws-sso ecs load --slot dev",
        "410, /, aws-sso ecs load"
    })
    void saysWhatTheServerMisses(int status, String path, String fix) throws IOException {
        try (RecordingListener server = RecordingListener.start(head -> head.startsWith("GET /healthcheck")
                ? RecordingListener.ALIVE
                : RecordingListener.reply(
                        status, "{\"code\":\"" + status + "\",\"message\":\"None. Run: aws-sso ecs load\"}"))) {
            Examination examination =
                    well().set(URI, "http://" + server.address() + path).examine();

            assertEquals("stops", examination.verdict("slot"), examination.out());
            assertEquals(fix, examination.worst("slot").string("fix").orElseThrow());
        }
    }

    @Test
    void fixMendsThePermissionsOfOurFilesAlone() throws IOException {
        ExaminedHome examined = well().file(".local/share/aws-sso/secrets.json", "{\"Version\":1,\"Entries\":{}}")
                .file(".aws/credentials", "[one]\n")
                .mode(".aws/credentials", "rw-rw-rw-")
                .mode(".local/share/aws-sso/secrets.json", "rw-rw-rw-")
                .mode(".local/share/aws-sso", "rwxrwxrwx");

        Examination examination = examined.examine("--fix");

        assertEquals("ok", examination.verdict("permissions"), examination.out());
        assertTrue(examination.err().contains("permissions of others away from 2 files"), examination.err());
        assertEquals("rwx------", mode(".local/share/aws-sso"));
        assertEquals("rw-------", mode(".local/share/aws-sso/secrets.json"));
        assertEquals("rw-rw-rw-", mode(".aws/credentials"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
    }

    @Test
    void printsALineForEachCheckAndItsMendingBelow() throws IOException {
        Cli.Result result =
                well().set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "").run("doctor");

        assertEquals(1, result.exit());
        assertTrue(
                result.out().contains("stops    relative-uri         AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set"),
                result.out());
        assertTrue(
                result.out().contains("\n         fix: unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\n"), result.out());
    }

    @ParameterizedTest
    @CsvSource({"python, stops", "js, stops", "java, warning", "go, stops"})
    void aPrivateCertificateIsSaidForTheClientThatCannotTrustIt(String client, String verdict) throws IOException {
        ExaminedHome examined = well();
        assertEquals(0, examined.run("ecs", "ssl", "--generate").exit());
        examined.set(URI, "https://127.0.0.1:9/");

        Examination examination = examined.examine("--client", client);

        assertEquals(verdict, examination.verdict("tls"), examination.out());
        if (client.equals("js")) {
            assertTrue(examination.worst("tls").string("fix").orElseThrow().contains("NODE_EXTRA_CA_CERTS"));
        }
    }
}
