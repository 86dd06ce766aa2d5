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
    void printsTheDocumentOfTheKeysInTheEnvironment() {
        UserKeys keys = sandbox.controls().createUser("111111111111", "jo");
        Cli.Result result = cli().with("AWS_ACCESS_KEY_ID", keys.accessKeyId())
                .with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey())
                .run("getcallerid");
        assertEquals(0, result.exit(), result.err());
        assertTrue(
                result.out()
                        .matches(
                                """
                                \\{
                                    "UserId": "AIDA[A-Z0-9]+",
                                    "Account": "111111111111",
                                    "Arn": "arn:aws:iam::111111111111:user/jo"
                                }
                                """),
                result.out());
    }

    @Test
    void tellsKeysThatWereDeleted() {
        Cli.Result result = cli().with("AWS_ACCESS_KEY_ID", "AKIAGONEGONEGONEGONE")
                .with("AWS_SECRET_ACCESS_KEY", "x")
                .run("getcallerid");
        assertEquals(4, result.exit());
        assertTrue(result.err().contains("not valid in this partition or were deleted"), result.err());
    }
}
