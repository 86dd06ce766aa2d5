package dev.awssso.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.cli.PortalHome;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is offered where; {@code CompletionIT} has the shells. */
class CompletionTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path directory;

    private PortalHome home;

    @BeforeEach
    void signIn() {
        home = new PortalHome(directory, sandbox)
                .has(
                        PortalHome.account("111111111111", "dev", "Admin", "Reader"),
                        PortalHome.account("222222222222", "prod", "Reader"));
        assertEquals(0, home.run("login").exit());
        assertEquals(0, home.run("roles").exit());
    }

    /** The texts for zsh: who knows the words, then the values. */
    private List<String> complete(String... words) {
        String[] line = new String[words.length + 4];
        line[0] = "complete";
        line[1] = "--shell";
        line[2] = "zsh";
        line[3] = "--";
        System.arraycopy(words, 0, line, 4, words.length);
        int calls = sandbox.controls().callLog().size();
        Cli.Result result = home.cli().run(line);
        assertEquals(0, result.exit(), result::err);
        assertEquals(calls, sandbox.controls().callLog().size(), "AWS was called");
        List<String> texts = Arrays.asList(result.out().split("\0", -1));
        int values = (texts.size() - 2) / 2;
        return texts.subList(0, 1 + values);
    }

    private List<String> values(String... words) {
        List<String> answer = complete(words);
        return answer.subList(1, answer.size());
    }

    @Test
    void commandsAndGroups() {
        assertTrue(values("").containsAll(List.of("accounts", "ecs", "help", "run-as")));
        assertFalse(values("").contains("complete"));
        assertEquals(List.of("populate", "profile", "sso"), values("configure", ""));
        assertEquals(List.of("status"), values("login", ""));
        assertEquals(List.of(), values("nonsense", ""));
        assertTrue(values("help", "").contains("ecs"));
        assertEquals(List.of("--help", "--version"), values("-"));
    }

    @Test
    void optionsThatAreNotThereYet() {
        assertTrue(values("roles", "-").containsAll(List.of("-a", "--account-id", "--output", "--help")));
        assertFalse(values("roles", "--").contains("-a"));
        assertFalse(values("roles", "--account", "dev", "--").contains("--account-id"));
        assertEquals(List.of(), values("roles", "--", "--"));
        assertFalse(values("logout", "--").contains("--use-device-code"));
    }

    @Test
    void choicesFilesAndPrograms() {
        assertEquals(List.of("table", "json", "csv"), values("roles", "--output", ""));
        assertEquals(List.of("table", "json", "csv"), values("roles", "--output=j"));
        assertEquals(List.of("bash", "zsh", "fish"), values("completion", ""));
        assertEquals(List.of("files"), complete("roles", "--sso-access-token-file", "x"));
        assertEquals(List.of("commands"), complete("run-as", "--account-id", "dev", "--", "x"));
        assertEquals(List.of("commands"), complete("run-as", "--profile", "dev-Admin", "x"));
        assertEquals(List.of("files"), complete("run-as", "--profile", "dev-Admin", "--", "ls", "x"));
        assertEquals(List.of("files"), complete("run-as", "ls", "--acc"));
        assertTrue(values("console", "--region", "").containsAll(List.of("eu-west-1", "us-gov-west-1", "cn-north-1")));
    }

    @Test
    void accountsRolesAndProfilesOfTheKeptList() {
        assertEquals(List.of("111111111111", "222222222222"), values("roles", "--account-id", ""));
        assertEquals(List.of("dev", "prod"), values("roles", "--account-id", "d"));
        assertEquals(List.of("Admin", "Reader"), values("console", "--role-name", ""));
        assertEquals(List.of("Reader"), values("console", "--account-id", "prod", "--role-name", ""));
        assertEquals(List.of("Reader"), values("console", "-a222222222222", "--role-name", ""));
        assertEquals(List.of("dev-Admin", "dev-Reader", "prod-Reader"), values("console", "--profile", ""));
    }

    @Test
    void whatTheFilesHave() {
        home.write(
                ".aws/config",
                """
                [sso-session corp x]
                sso_region = us-east-1
                sso_start_url = https://corp.awsapps.com/start
                [sso-session corp]
                sso_region = us-east-1
                sso_start_url = https://corp.awsapps.com/start
                [profile "two words"]
                region = eu-west-1
                """);
        home.write(".aws/credentials", "[keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n");

        assertTrue(values("console", "--profile", "").containsAll(List.of("two words", "keys")));
        assertTrue(values("login", "--sso-session", "").contains("corp"));
        assertTrue(values("login", "--start-url", "").contains("https://corp.awsapps.com/start"));
    }

    @Test
    void aFileThatCannotBeReadGivesNoNames() {
        home.write(".aws/config/x", "");

        assertEquals(List.of(), values("console", "--profile", "x", "--sso-session", ""));
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    List.of(),
                    values("ecs", "unload", "--server", "127.0.0.1:" + silent.getLocalPort(), "--profile", ""));
            assertEquals(List.of(), values("ecs", "unload", "--server", "name.invalid:4144", "--profile", ""));
        }
    }
}
