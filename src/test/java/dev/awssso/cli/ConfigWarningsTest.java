package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say about config files that other readers do not read as we do. */
class ConfigWarningsTest {

    private static final String KEYS = "aws_access_key_id = AKIA%s\naws_secret_access_key = s\n";

    @TempDir
    Path home;

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve(".aws/config"), text);
    }

    private List<String> warnings(Cli.Result result) {
        return result.err().lines().filter(line -> line.contains("/.aws/")).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "login --no-browser",
                "credential-process --profile test",
                "dumpcreds --profile test",
                "configure profile test --region eu-west-1 --dry-run",
                "roles",
            })
    void everyCommandThatUsesTheFileTellsOnceWithFileAndLine(String line) throws IOException {
        config("[profile test]\n" + KEYS.formatted("TEST") + "[profile prod\n" + KEYS.formatted("PROD"));

        Cli.Result result = Cli.at(home).run(line.split(" "));

        assertEquals(
                List.of("aws-sso: " + home + "/.aws/config:4: invalid section name: the keys below it"
                        + " belong to no profile"),
                warnings(result).stream().filter(text -> text.contains(":4: ")).toList(),
                result.err());
    }

    @Test
    void keysBelowABrokenHeaderAreNobodys() throws IOException {
        config("[profile test]\n" + KEYS.formatted("TEST") + "[profile prod\n" + KEYS.formatted("PROD"));

        Cli.Result test = Cli.at(home).run("credential-process", "--profile", "test");
        Cli.Result prod = Cli.at(home).run("credential-process", "--profile", "prod");

        assertTrue(test.out().contains("\"AKIATEST\""), test.out() + test.err());
        assertEquals("", prod.out());
    }

    @Test
    void aSectionThatIsThereTwiceIsOnlyForThoseWhoUseIt() throws IOException {
        config("[profile twice]\nregion = us-east-1\n[profile once]\n" + KEYS.formatted("ONCE") + "[profile twice]\n"
                + KEYS.formatted("TWICE"));

        Cli.Result once = Cli.at(home).run("credential-process", "--profile", "once");
        Cli.Result twice = Cli.at(home).run("credential-process", "--profile", "twice");

        assertEquals(List.of(), warnings(once));
        assertTrue(twice.out().contains("AKIATWICE"), twice.err());
        assertEquals(1, warnings(twice).size(), twice.err());
        assertTrue(warnings(twice).get(0).contains("/.aws/config:6: [profile twice] exists twice"), twice.err());
    }

    @Test
    void aFileOfAnotherKindIsNotToldOfLineByLine() throws IOException {
        config("just text\n".repeat(500));

        assertEquals(11, warnings(Cli.at(home).run("status")).size());
    }

    @Test
    void aUtf16FileIsLeftAlone() throws IOException {
        byte[] content = "[default]\nregion = r\n".getBytes(StandardCharsets.UTF_16);
        Files.write(home.resolve(".aws/config"), content);

        Cli.Result result = Cli.at(home)
                .run(
                        "configure",
                        "profile",
                        "x",
                        "--account-id",
                        "111111111111",
                        "--role-name",
                        "Dev",
                        "--sso-start-url",
                        "https://d-1.awsapps.com/start",
                        "--sso-region",
                        "us-east-1");

        assertEquals(7, result.exit(), result.err());
        assertTrue(result.err().contains("UTF-16"), result.err());
        assertEquals(
                new String(content, StandardCharsets.ISO_8859_1),
                Files.readString(home.resolve(".aws/config"), StandardCharsets.ISO_8859_1));
    }
}
