package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which sign-in a command means, and what is said where there is none that AWS accepts. */
class SignInNamesTest {

    @TempDir
    Path directory;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private PortalHome home = new PortalHome(Path.of("."), sandbox);

    /** Whose commands these are. */
    protected PortalHome portal(Path where, RunningSandbox service) {
        return new PortalHome(where, service);
    }

    @BeforeEach
    void make() {
        home = portal(directory, sandbox);
    }

    // Without the variables that name an instance.
    private Cli plain() {
        return home.at(directory).with("AWS_ENDPOINT_URL", sandbox.url()).sleeper(pause -> {});
    }

    private Path file(String name) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json");
    }

    private String instance(String startUrl) {
        return "sso_start_url = " + startUrl + "\nsso_region = us-east-1\n";
    }

    private void assertDone(Cli.Result result) {
        assertEquals(0, result.exit(), result.err());
    }

    @Test
    void aProfileStandsForTheSignInOfItsSourceProfile() throws Exception {
        home.write(
                ".aws/config",
                "[sso-session work]\n" + instance(sandbox.startUrl())
                        + "[sso-session other]\n" + instance("https://other.awsapps.com/start")
                        + "[profile base]\nsso_session = work\n"
                        + "[profile middle]\nrole_arn = arn:aws:iam::111111111111:role/M\nsource_profile = base\n"
                        + "[profile app]\nrole_arn = arn:aws:iam::111111111111:role/A\nsource_profile = middle\n");

        assertDone(plain().run("login", "--use-device-code", "--profile", "app"));

        assertTrue(Files.exists(file("work")));
        for (String command : List.of("roles", "accounts", "status", "logout")) {
            assertDone(plain().run(command, "--profile", "app"));
        }
        assertFalse(Files.exists(file("work")));
        for (String profile : List.of("app", "base")) {
            assertDone(plain().with("AWS_PROFILE", profile).run("login", "--use-device-code"));
            assertDone(plain().with("AWS_PROFILE", profile).run("roles"));
            assertDone(plain().with("AWS_PROFILE", profile).run("logout"));
        }
    }

    @Test
    void aProfileWithNeitherIsToldApart() {
        home.write(".aws/config", "[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n");

        Cli.Result none = plain().run("login", "--profile", "keys");
        assertEquals(5, none.exit());
        assertTrue(none.err().contains("profile \"keys\" does not use Identity Center"), none.err());
        Cli.Result unknown = plain().run("login", "--profile", "nope");
        assertEquals(5, unknown.exit());
        assertTrue(unknown.err().contains("profile \"nope\" does not exist"), unknown.err());
    }

    @Test
    void aRevokedSignInIsNoSignIn() {
        home.write(".aws/config", "[sso-session work]\n" + instance(sandbox.startUrl()));
        assertDone(home.run("login", "--sso-session", "work"));
        sandbox.revokesSessions();

        Cli.Result roles = home.cli().run("roles", "--sso-session", "work");
        assertEquals(3, roles.exit());
        assertTrue(roles.err().contains("try: aws-sso login --sso-session work"), roles.err());
        Cli.Result status = home.cli().run("status");
        assertEquals(3, status.exit(), status.out());
        assertTrue(status.out().contains("rejected"), status.out());
        assertEquals(3, home.cli().run("status", "--check").exit());

        Cli.Result again = home.run("login", "--sso-session", "work");
        assertDone(again);
        assertFalse(again.err().contains("already"), again.err());
        assertDone(home.cli().run("roles", "--sso-session", "work"));
        assertDone(home.cli().run("status", "--check"));
    }

    @Test
    void loginAsksThePortalBeforeItSaysAlready() {
        assertDone(home.run("login"));
        sandbox.controls().resetCalls();
        Cli.Result already = home.run("login");
        assertTrue(already.err().contains("already signed in"), already.err());
        assertEquals(1, sandbox.calls("ListAccounts"));
        sandbox.revokesSessions();

        Cli.Result result = home.run("login");

        assertDone(result);
        assertFalse(result.err().contains("already"), result.err());
    }

    @Test
    void aRefusedRefreshTokenIsAskedForOnce() throws Exception {
        sandbox.accessTokensLast(Duration.ofMinutes(5));
        assertDone(home.run("login"));
        sandbox.revokesSessions();
        JsonObject token = JsonObject.parse(Files.readString(file(sandbox.startUrl())));
        Files.writeString(
                file(sandbox.startUrl()),
                dev.awssso.json.JsonStyle.PYTHON.write(token.with("expiresAt", "2020-01-01T00:00:00Z")));
        assertDone(home.cli().run("status", "--check"));
        sandbox.controls().resetCalls();

        assertEquals(3, home.cli().run("roles").exit());
        assertEquals(3, home.cli().run("roles").exit());

        assertEquals(1, sandbox.tokenCalls("refresh_token"));
        assertEquals(3, home.cli().run("status", "--check").exit());
    }

    @Test
    void checkPrintsNothingAndCallsNobody() {
        Cli.Result before = home.cli().run("status", "--check");
        assertEquals("3||", before.exit() + "|" + before.out() + "|" + before.err());
        sandbox.accessTokensLast(Duration.ofMinutes(30));
        assertDone(home.run("login", "--nrt"));
        sandbox.controls().resetCalls();

        Cli.Result after = home.cli().run("status", "--check", "20");
        assertEquals("0||", after.exit() + "|" + after.out() + "|" + after.err());
        assertEquals(0, sandbox.controls().callLog().size());
        assertEquals(3, home.cli().run("status", "--check=100000").exit());
        assertEquals(2, home.cli().run("status", "--check", "soon").exit());
    }

    @Test
    void theInstanceOfTheLastLoginIsRemembered() {
        assertDone(home.run("login"));
        assertDone(home.cli().run("logout"));

        Cli.Result status = plain().run("status");
        assertEquals(3, status.exit());
        assertTrue(status.err().contains("try: aws-sso login\n"), status.err());
        assertDone(plain().run("login", "--use-device-code"));
        assertDone(plain().run("roles"));
    }

    @Test
    void whereNoInstanceIsKnownStatusNamesACommandThatWorks() {
        Cli.Result status = plain().run("status");

        assertEquals(3, status.exit());
        assertEquals("aws-sso: you are not signed in\ntry: aws-sso configure sso\n", status.err());
    }

    @Test
    void aRoleBesideAProfileIsAUsageError() {
        for (List<String> role : List.of(
                List.of("-a", "111111111111", "-r", "AdministratorAccess"),
                List.of("--arn", "arn:aws:iam::111111111111:role/AdministratorAccess"))) {
            Cli.Result result = home.cli()
                    .run(Stream.concat(Stream.of("getcallerid", "-p", "nope"), role.stream())
                            .toArray(String[]::new));
            assertEquals(2, result.exit(), result.err());
            assertTrue(result.err().contains("--profile"), result.err());
        }
    }

    @Test
    void anotherSpellingIsLaidUnderItsOwnNameToo() throws Exception {
        home.write(".aws/config", "[profile p]\n" + instance(sandbox.startUrl() + "/"));
        assertDone(home.run("login", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1"));
        assertFalse(Files.exists(file(sandbox.startUrl() + "/")));

        Cli.Result result = home.run("login", "--profile", "p");

        assertDone(result);
        assertTrue(result.err().contains("already signed in"), result.err());
        assertEquals(Files.readString(file(sandbox.startUrl())), Files.readString(file(sandbox.startUrl() + "/")));
    }

    @Test
    void theOneSessionOfAStartUrlServesIt() throws Exception {
        home.write(".aws/config", "[sso-session work]\n" + instance(sandbox.startUrl()));
        assertDone(home.run("login", "--sso-session", "work"));

        assertDone(home.cli().run("roles", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1"));
        assertDone(home.run("login", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1"));

        assertEquals(Files.readString(file("work")), Files.readString(file(sandbox.startUrl())));
    }

    @Test
    void aSignInThatNothingLeadsToIsTold() throws Exception {
        home.write(".aws/config", "[sso-session gone]\n" + instance(sandbox.startUrl()));
        assertDone(home.run("login", "--sso-session", "gone"));
        home.write(".aws/config", "");

        Cli.Result status = plain().run("status", "--output", "json");

        assertEquals(3, status.exit());
        assertTrue(status.out().contains("\"used\": false") || status.out().contains("\"used\":false"), status.out());
        assertTrue(status.err().contains("is not used by any profile or session"), status.err());
        assertTrue(status.err().contains("to remove it: rm " + file("gone")), status.err());
        String take = "importcache --accesstoken-cache " + file("gone");
        assertTrue(status.err().contains("aws-sso " + take), status.err());
        assertDone(plain().run(take.split(" ")));
        assertDone(plain().run("roles", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1"));
    }

    @Test
    void nothingOfOursLiesWhereOtherToolsParseEveryFile() throws Exception {
        assertDone(home.run("login"));
        home.write(".aws/sso/cache/.0123.aws-sso.lock", "");
        home.write(".aws/sso/cache/.4567.aws-sso.lock", "");
        home.write(".aws/cli/cache/.89ab.aws-sso.lock", "");
        home.write(
                ".aws/config",
                "[profile p]\n" + instance(sandbox.startUrl())
                        + "sso_account_id = 111111111111\nsso_role_name = AdministratorAccess\n");
        Path held = directory.resolve(".aws/sso/cache/.4567.aws-sso.lock");
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE)) {
            assertTrue(channel.lock().isValid());
            assertDone(home.cli().run("accounts", "--refresh", "on"));
            assertDone(home.cli().run("credential-process", "--profile", "p"));
        }

        assertEquals(List.of(".4567.aws-sso.lock"), hidden(".aws/sso/cache"));
        assertEquals(List.of(), hidden(".aws/cli/cache"));
        assertTrue(Files.exists(directory.resolve(".aws/sso/.aws-sso")));
    }

    private List<String> hidden(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}
