package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Profiles with the sign-in of {@code aws login}: used, renewed, and what is said when it has ended. */
class LoginSessionTest {

    private static final Duration LONG = Duration.ofMinutes(12);
    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final String ANN = "arn:aws:iam::111111111111:user/ann";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private Path signIn(LoginSession session) throws IOException {
        Files.createDirectories(home.resolve(".aws/login/cache"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile p]\nregion = eu-west-1\nlogin_session = " + session.name() + "\n");
        Path file = home.resolve(".aws/login/cache/" + hex(session.name()) + ".json");
        Files.writeString(
                file,
                JsonStyle.COMPACT.write(
                        session.document().with("idToken", "who").with("other", 1)));
        return file;
    }

    private Path signInAnn(Duration first) throws IOException {
        return signIn(sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", first));
    }

    private static String hex(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cli cli() {
        return Cli.at(home)
                .with(sandbox.environment())
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .with("AWS_MAX_ATTEMPTS", "1");
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonObject.parse(Files.readString(file));
    }

    private String arn() {
        Cli.Result result = cli().run("getcallerid", "--profile", "p");
        assertEquals(0, result.exit(), result.err());
        return JsonObject.parse(result.out()).string("Arn").orElseThrow();
    }

    @Test
    void keysWithTimeLeftAreUsedAsTheyAre() throws IOException {
        Path file = signInAnn(LONG);
        String before = Files.readString(file);

        assertEquals(ANN, arn());
        assertEquals(0, sandbox.calls("CreateOAuth2Token"));
        assertEquals(before, Files.readString(file));
    }

    @Test
    void keysThatEndSoonAreRenewedAndTheRestOfTheFileIsKept() throws IOException {
        Path file = signInAnn(SHORT);
        JsonObject before = read(file);

        assertEquals(ANN, arn());

        JsonObject after = read(file);
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));
        assertEquals(
                "refresh_token",
                sandbox.callsOf("CreateOAuth2Token").get(0).facts().get("grantType"));
        assertNotEquals(before.string("refreshToken"), after.string("refreshToken"));
        assertEquals(before.string("dpopKey"), after.string("dpopKey"));
        assertEquals("who", after.string("idToken").orElseThrow());
        assertEquals(1L, after.integer("other").orElseThrow());
        JsonObject keys = after.object("accessToken").orElseThrow();
        assertEquals("111111111111", keys.string("accountId").orElseThrow());
        Instant end = Instant.parse(keys.string("expiresAt").orElseThrow());
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofMinutes(14))), end.toString());
        // And the next command uses them.
        assertEquals(ANN, arn());
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));
    }

    @Test
    void manyAtOnceRenewOnce() throws IOException {
        signInAnn(SHORT);

        boolean all = Stream.generate(() -> "p")
                .limit(8)
                .parallel()
                .allMatch(profile ->
                        cli().run("credential-process", "--profile", profile).exit() == 0);

        assertTrue(all);
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));
    }

    @Test
    void nothingOfOursLiesInTheCache() throws IOException {
        Path file = signInAnn(SHORT);
        arn();

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
        assertTrue(Files.exists(home.resolve(".aws/login/.aws-sso/" + hex(ANN) + ".lock")));
    }

    @Test
    void theCacheMayBeElsewhere() throws IOException {
        Path file = signInAnn(LONG);
        Files.createDirectories(home.resolve("elsewhere"));
        Files.move(file, home.resolve("elsewhere").resolve(file.getFileName()));

        Cli.Result result =
                cli().with("AWS_LOGIN_CACHE_DIRECTORY", "~/elsewhere").run("getcallerid", "--profile", "p");

        assertEquals(0, result.exit(), result.err());
    }

    @Test
    void withoutASignInTheCommandForItIsNamed() throws IOException {
        Files.delete(signInAnn(LONG));

        Cli.Result result = cli().run("credential-process", "--profile", "p");

        assertEquals(3, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().contains("profile \"p\" is not signed in"), result.err());
        assertTrue(result.err().contains("try: aws login --profile p"), result.err());
    }

    @Test
    void anEndedSignInNamesTheCommandForANewOne() throws IOException {
        for (String error : new String[] {"TOKEN_EXPIRED", "USER_CREDENTIALS_CHANGED"}) {
            Path file = signInAnn(SHORT);
            String before = Files.readString(file);
            sandbox.controls().endLoginSessions(error);

            Cli.Result result = cli().run("credential-process", "--profile", "p");

            assertEquals(3, result.exit(), result.err());
            assertTrue(result.err().contains("try: aws login --profile p"), result.err());
            assertEquals(before, Files.readString(file));
        }
    }

    @Test
    void whoMayNotRenewIsTold() throws IOException {
        signInAnn(SHORT);
        sandbox.controls().endLoginSessions("INSUFFICIENT_PERMISSIONS");

        Cli.Result result = cli().run("credential-process", "--profile", "p");

        assertEquals(4, result.exit());
        assertTrue(result.err().contains("signin:CreateOAuth2Token"), result.err());
    }

    @Test
    void keysAreUsedToTheirEndWhileTheServiceIsAway() throws IOException {
        signInAnn(SHORT);
        sandbox.fails("CreateOAuth2Token", Fault.UNAVAILABLE, 1);
        assertEquals(ANN, arn());

        signInAnn(Duration.ofSeconds(-1));
        sandbox.fails("CreateOAuth2Token", Fault.UNAVAILABLE, 1);
        Cli.Result result = cli().run("credential-process", "--profile", "p");
        assertEquals(6, result.exit());
        assertTrue(result.err().contains("cannot renew the sign-in of profile \"p\""), result.err());
    }

    @Test
    void aFileThatIsNoSignInIsNamed() throws IOException {
        Path file = signInAnn(SHORT);
        Files.writeString(file, JsonStyle.COMPACT.write(read(file).without(java.util.List.of("dpopKey"))));

        Cli.Result result = cli().run("credential-process", "--profile", "p");

        assertEquals(7, result.exit());
        assertTrue(result.err().contains("\"dpopKey\" is missing"), result.err());
        assertFalse(result.err().contains("aorLOGIN"), result.err());
    }

    @Test
    void rolesAreAssumedFromIt() throws IOException {
        signInAnn(LONG);
        Files.writeString(
                home.resolve(".aws/config"),
                Files.readString(home.resolve(".aws/config"))
                        + "[profile r]\nsource_profile = p\nrole_arn = arn:aws:iam::222222222222:role/TargetRole\n");

        Cli.Result result = cli().run("getcallerid", "--profile", "r");

        assertTrue(result.out().contains("arn:aws:sts::222222222222:assumed-role/TargetRole/"), result.err());
    }

    @Test
    void everyPlaceThatTakesAProfileTakesIt() throws IOException {
        signIn(sandbox.controls().loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", LONG));

        assertTrue(cli().run("dumpcreds", "--profile", "p").out().contains("export AWS_ACCESS_KEY_ID=ASIA"));
        Cli.Result console = cli().run("console", "--no-browser", "--profile", "p");
        assertEquals(0, console.exit(), console.err());
        assertTrue(cli().with("AWS_PROFILE", "p").run("getcallerid").out().contains("assumed-role/LoginRole/login"));
    }
}
