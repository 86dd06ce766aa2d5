package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.UserKeys;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GetCallerIdTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private Cli cli() {
        return Cli.at(home).with(sandbox.environment()).with("AWS_EC2_METADATA_DISABLED", "true");
    }

    @Test
    void withNothingSaysTheLineThatScriptsKnow() {
        Cli.Result result = cli().run("getcallerid");
        assertEquals(3, result.exit());
        assertEquals("", result.out());
        assertEquals(
                "Cannot find any session credentials, unable to continue.",
                result.err().lines().findFirst().orElse(""));
    }

    @Test
    void printsTheDocumentOfARole() {
        Cli.Result result = cli().run(
                        "getcallerid",
                        "--sso-access-token",
                        "x",
                        "--account-id",
                        "111111111111",
                        "--role-name",
                        "SSO_TargetRole");
        UserKeys keys = sandbox.controls().createUser("111111111111", "jo");
        result = cli().with("AWS_ACCESS_KEY_ID", keys.accessKeyId())
                .with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey())
                .run("getcallerid");
        assertTrue(result.exit() == 0);
    }
}
