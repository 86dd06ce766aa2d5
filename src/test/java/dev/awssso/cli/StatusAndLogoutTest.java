package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StatusAndLogoutTest {

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private Cli.Result run(String... words) {
        return Cli.at(home).with(sandbox.environment()).sleeper(pause -> {}).run(words);
    }

    private long files(String directory, String pattern) throws IOException {
        Path path = home.resolve(directory);
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .count();
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void configure() throws IOException {
        write(
                ".aws/config",
                "[sso-session my-sso]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n\n"
                        + "[profile p]\nsso_session = my-sso\nsso_account_id = 111111111111\n"
                        + "sso_role_name = AdministratorAccess\n");
    }

    @Test
    void tellsWhoIsSignedInUntilWhen() throws IOException {
        configure();
        run("login", "--use-device-code", "--sso-session", "my-sso");

        Cli.Result result = run("status", "--output", "json");

        assertEquals(0, result.exit(), result.err());
        JsonObject session = (JsonObject) ((List<?>) JsonText.parse(result.out())).get(0);
        assertEquals("my-sso", session.string("session").orElseThrow());
        assertEquals(sandbox.startUrl(), session.string("startUrl").orElseThrow());
        assertEquals("valid", session.string("state").orElseThrow());
        assertEquals(true, session.value("refreshable"));
        assertEquals(result.out(), run("login", "status", "--output", "json").out());
    }

    @Test
    void withNobodySignedInItEndsWithThree() {
        Cli.Result result = run("status");

        assertEquals(3, result.exit());
        assertEquals("aws-sso: you are not signed in\ntry: aws-sso login\n", result.err());
    }

    @Test
    void expiredSignInIsShownAndEndsWithThree() throws IOException {
        write(
                ".aws/sso/cache/abc.json",
                "{\"startUrl\":\"https://x.awsapps.com/start\",\"region\":\"us-east-1\",\"accessToken\":\"a\","
                        + "\"expiresAt\":\"2020-01-01T00:00:00Z\"}");

        Cli.Result result = run("status");

        assertEquals(3, result.exit());
        assertTrue(result.out().contains("https://x.awsapps.com/start"), result.out());
        assertTrue(result.out().contains("expired"), result.out());
        assertFalse(result.out().contains("\"a\""));
    }

    @Test
    void logoutEndsTheSessionAndForgetsEverything() throws IOException {
        configure();
        run("login", "--use-device-code", "--sso-session", "my-sso");
        run("accounts", "--sso-session", "my-sso");
        // What the AWS CLI keeps for the profile; the name is botocore's.
        String name = dev.awssso.roles.RoleCacheName.of(
                new dev.awssso.signin.Instance(sandbox.startUrl(), "us-east-1", "my-sso", List.of()),
                new dev.awssso.roles.RoleRef(new dev.awssso.roles.AccountId("111111111111"), "AdministratorAccess"));
        write(".aws/cli/cache/" + name, "{\"ProviderType\": \"sso\"}");
        write(".aws/cli/cache/other.json", "{\"ProviderType\": \"sso\"}");

        Cli.Result result = run("logout", "--sso-session", "my-sso");

        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("stay valid until they expire"), result.err());
        assertEquals(1, sandbox.calls("Logout"));
        assertEquals(0, files(".aws/sso/cache", "[^.].*json"));
        assertEquals(0, files(".local/share/aws-sso/registrations", "[^.].*json"));
        assertEquals(0, files(".cache/aws-sso", ".*json"));
        assertEquals(1, files(".aws/cli/cache", ".*json"));
    }

    @Test
    void logoutDeletesAlsoWhenThePortalFails() throws IOException {
        run("login", "--use-device-code");
        sandbox.fails("Logout", Fault.INTERNAL_ERROR, 10);

        Cli.Result result = run("logout");

        assertEquals(0, result.exit());
        assertTrue(result.err().contains("cannot end the session at"), result.err());
        assertEquals(0, files(".aws/sso/cache", "[^.].*json"));
    }

    @Test
    void logoutWhenSignedOutAlreadyIsFine() {
        run("login", "--use-device-code");
        sandbox.revokesSessions();

        Cli.Result result = run("logout");

        assertEquals(0, result.exit());
        assertFalse(result.err().contains("could not"), result.err());
        assertEquals(0, run("logout").exit());
    }

    @Test
    void logoutOfAllTakesTheFilesOfOtherToolsToo() throws IOException {
        run("login", "--use-device-code");
        write(".aws/sso/cache/abc.json", "{\"accessToken\":\"a\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        write(".aws/sso/cache/registration.json", "{\"clientId\":\"a\"}");
        write(".aws/cli/cache/a.json", "{\"ProviderType\": \"sso\"}");
        write(".aws/cli/cache/b.json", "{\"ProviderType\": \"assume-role\"}");

        Cli.Result result = run("logout", "--all");

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("signed out of 2 sessions"), result.err());
        assertEquals(1, sandbox.calls("Logout"));
        assertEquals(1, files(".aws/sso/cache", "[^.].*json"));
        assertEquals(1, files(".aws/cli/cache", ".*json"));
    }
}
