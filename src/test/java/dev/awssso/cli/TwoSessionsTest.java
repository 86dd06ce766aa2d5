package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions of one start URL are two sign-ins, very likely of two people: nothing is shared between them. */
class TwoSessionsTest {

    private static final String NONPROD = "non.prod@example.com";
    private static final String PROD = "prod@example.com";

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
    void configure() {
        home = portal(directory, sandbox);
        home.write(
                ".aws/config", session("nonprod") + session("prod") + profile("a", "nonprod") + profile("b", "prod"));
    }

    private String session(String name) {
        return "[sso-session " + name + "]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n\n";
    }

    private static String profile(String name, String session) {
        return "[profile " + name + "]\nsso_session = " + session + "\nsso_account_id = 111111111111\n"
                + "sso_role_name = AdministratorAccess\n\n";
    }

    private String legacy(String name, String startUrl) {
        return "[profile " + name + "]\nsso_start_url = " + startUrl + "\nsso_region = us-east-1\n"
                + "sso_account_id = 111111111111\nsso_role_name = AdministratorAccess\n\n";
    }

    private Cli.Result signIn(String user, String... words) {
        sandbox.signsIn(user);
        Cli.Result result = home.run(words);
        assertEquals(0, result.exit(), result.err());
        return result;
    }

    private Path file(String name) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json");
    }

    private String token(String name) throws Exception {
        return JsonObject.parse(Files.readString(file(name)))
                .string("accessToken")
                .orElseThrow();
    }

    private void assertIs(String user, String... words) {
        Cli.Result result = home.run(words);
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("/" + user + "\""), result.out());
    }

    private void assertProcessIs(String user, String... words) {
        Cli.Result result = home.cli().run(words);
        assertEquals(0, result.exit(), result.err());
        JsonObject keys = JsonObject.parse(result.out());
        Cli.Result identity = home.at(directory.resolve("nobody"))
                .with("AWS_ENDPOINT_URL", sandbox.url())
                .with("AWS_ACCESS_KEY_ID", keys.string("AccessKeyId").orElseThrow())
                .with("AWS_SECRET_ACCESS_KEY", keys.string("SecretAccessKey").orElseThrow())
                .with("AWS_SESSION_TOKEN", keys.string("SessionToken").orElseThrow())
                .run("getcallerid");
        assertTrue(identity.out().contains("/" + user + "\""), identity.out() + identity.err());
    }

    @Test
    void eachIsSignedInForItself() throws Exception {
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        Cli.Result second = signIn(PROD, "login", "--sso-session", "prod");

        assertFalse(second.err().contains("already"), second.err());
        assertNotEquals(token("nonprod"), token("prod"));
        assertIs(NONPROD, "getcallerid", "--profile", "a");
        assertIs(PROD, "getcallerid", "--profile", "b");
    }

    @Test
    void aSignInOfOneIsNoneOfTheOther() {
        signIn(NONPROD, "login", "--sso-session", "nonprod");

        for (String[] words : new String[][] {
            {"credential-process", "--profile", "b"},
            {"roles", "--profile", "b"},
            {"accounts", "--sso-session", "prod"},
        }) {
            Cli.Result result = home.cli().run(words);
            assertEquals(3, result.exit(), result.err());
            assertTrue(result.err().contains("try: aws-sso login --sso-session prod"), result.err());
        }
    }

    @Test
    void keptRolesAndCredentialsAreOfOneSessionAlone() {
        home.has(PortalHome.account("111111111111", "first", "AdministratorAccess", "OfNonprod"));
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        assertTrue(home.cli().run("roles", "--sso-session", "nonprod").out().contains("OfNonprod"));
        assertProcessIs(NONPROD, "credential-process", "--profile", "a");
        home.has(PortalHome.account("111111111111", "first", "AdministratorAccess", "OfProd"));
        signIn(PROD, "login", "--sso-session", "prod");

        Cli.Result roles = home.cli().run("roles", "--sso-session", "prod");
        assertTrue(roles.out().contains("OfProd") && !roles.out().contains("OfNonprod"), roles.out());
        assertProcessIs(PROD, "credential-process", "--profile", "b");
        assertProcessIs(NONPROD, "credential-process", "--profile", "a");
        assertTrue(home.cli().run("roles", "--sso-session", "nonprod").out().contains("OfNonprod"));
    }

    @Test
    void logoutOfOneLeavesTheOther() throws Exception {
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        signIn(PROD, "login", "--sso-session", "prod");

        assertEquals(0, home.cli().run("logout", "--profile", "a").exit());

        assertFalse(Files.exists(file("nonprod")));
        assertIs(PROD, "getcallerid", "--profile", "b");
    }

    @Test
    void theStartUrlAloneDoesNotTellWhichIsMeant() {
        signIn(NONPROD, "login", "--sso-session", "nonprod");

        for (String[] words : new String[][] {
            {"roles"},
            {"login"},
            {"logout"},
            {"accounts", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1"},
        }) {
            Cli.Result result = home.run(words);
            assertEquals(2, result.exit(), result.err());
            assertTrue(result.err().contains("2 sessions have the start URL"), result.err());
            assertTrue(result.err().contains("\n  nonprod\n  prod\n"), result.err());
        }
    }

    @Test
    void aLegacyProfileSignsInUnderItsStartUrl() throws Exception {
        home.write(".aws/config", home.config() + legacy("old", sandbox.startUrl()));
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        signIn("legacy@example.com", "login", "--profile", "old");

        assertTrue(Files.exists(file(sandbox.startUrl())));
        assertIs("legacy@example.com", "getcallerid", "--profile", "old");
        assertIs(NONPROD, "getcallerid", "--profile", "a");
    }

    @Test
    void populateAsksForWhichSession() {
        signIn(NONPROD, "login", "--sso-session", "nonprod");

        Cli.Result result = home.run("configure", "populate");

        assertEquals(2, result.exit(), result.err());
        assertTrue(result.err().contains("please specify one with --sso-session:\n  nonprod\n"), result.err());
        assertEquals(
                0, home.run("configure", "populate", "--sso-session", "nonprod").exit());
    }

    @Test
    void refreshingOneLeavesTheOther() throws Exception {
        sandbox.accessTokensLast(Duration.ofMinutes(5));
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        signIn(PROD, "login", "--sso-session", "prod");
        String before = token("prod");

        assertIs(NONPROD, "getcallerid", "--profile", "a");

        assertEquals(before, token("prod"));
        assertIs(PROD, "getcallerid", "--profile", "b");
    }

    @Test
    void anotherPersonUnderOneSessionGetsNothingOfTheFirst() {
        home.has(PortalHome.account("111111111111", "first", "AdministratorAccess", "OfTheFirst"));
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        assertTrue(home.cli().run("roles", "--sso-session", "nonprod").out().contains("OfTheFirst"));
        assertProcessIs(NONPROD, "credential-process", "--profile", "a");

        home.has(PortalHome.account("111111111111", "first", "AdministratorAccess"));
        signIn("second@example.com", "login", "--sso-session", "nonprod", "--force-refresh");

        assertProcessIs("second@example.com", "credential-process", "--profile", "a");
        assertFalse(home.cli().run("roles", "--sso-session", "nonprod").out().contains("OfTheFirst"));
    }

    @Test
    void aFileThatAnotherProgramChangedMayBeAnotherPersons() throws Exception {
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        assertProcessIs(NONPROD, "credential-process", "--profile", "a");
        signIn(PROD, "login", "--sso-session", "prod");

        // As aws sso login does it: in place.
        Files.writeString(file("nonprod"), Files.readString(file("prod")));

        assertProcessIs(PROD, "credential-process", "--profile", "a");
    }

    @Test
    void aRefreshOfOursKeepsRoleCredentials() {
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        assertProcessIs(NONPROD, "credential-process", "--profile", "a");
        assertEquals(
                0,
                home.cli()
                        .run("accounts", "--sso-session", "nonprod", "--refresh", "on")
                        .exit());
        sandbox.controls().resetCalls();

        assertProcessIs(NONPROD, "credential-process", "--profile", "a");

        assertEquals(0, sandbox.calls("GetRoleCredentials"));
    }

    @Test
    void whoSignsInByUrlGetsNothingOfTheSessionThatServedALegacyProfile() {
        home.write(".aws/config", session("nonprod") + legacy("old", sandbox.startUrl()));
        signIn(NONPROD, "login", "--sso-session", "nonprod");
        assertProcessIs(NONPROD, "credential-process", "--profile", "old");

        signIn("second@example.com", "login", "--profile", "old", "--force-refresh");

        assertProcessIs("second@example.com", "credential-process", "--profile", "old");
    }
}
