package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AWS CLI and the SDKs look for the token of a session in one file, named after it. The sign-in with which we wrote
 * the session is shared with them.
 */
class SharedSignInTest {

    @TempDir
    Path directory;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private PortalHome home = new PortalHome(Path.of("."), sandbox);
    private String token = "";

    @BeforeEach
    void signsInBeforeThereIsASession() throws Exception {
        home = new PortalHome(directory, sandbox);
        assertEquals(0, home.run("login").exit());
        token = token(sandbox.startUrl());
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

    @Test
    void populateSharesIt() throws Exception {
        assertEquals(0, home.run("configure", "populate").exit());

        assertEquals(token, token("my-sso"));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file("my-sso"))));
    }

    @Test
    void aDryRunSharesNothing() throws Exception {
        assertEquals(0, home.run("configure", "populate", "--dry-run").exit());

        assertFalse(Files.exists(file("my-sso")));
    }

    @Test
    void configureProfileSharesItUnderTheNameItWrites() throws Exception {
        Cli.Result result = home.run(
                "configure",
                "profile",
                "dev",
                "--sso-session",
                "work",
                "--sso-start-url",
                sandbox.startUrl(),
                "--sso-region",
                "us-east-1",
                "--account-id",
                "111111111111",
                "--role-name",
                "PowerUserAccess");

        assertEquals(0, result.exit(), result.err());
        assertEquals(token, token("work"));
    }

    @Test
    void aSessionThatAHandWroteIsNobodysBeforeItIsSignedInTo() throws Exception {
        home.write(
                ".aws/config",
                "[sso-session mine]\nsso_start_url = " + sandbox.startUrl() + "/\nsso_region = us-east-1\n");

        Cli.Result result = home.run("login");

        assertTrue(result.err().contains("already signed in"), result.err());
        assertFalse(Files.exists(file("mine")));
    }

    @Test
    void aSignInThatIsThereStays() throws Exception {
        assertEquals(0, home.run("configure", "populate").exit());
        Files.writeString(file("my-sso"), Files.readString(file("my-sso")).replace(token, "another"));

        assertEquals(
                0,
                home.run("configure", "populate", "--region", "eu-west-1", "--refresh", "off")
                        .exit());

        assertEquals("another", token("my-sso"));
    }
}
