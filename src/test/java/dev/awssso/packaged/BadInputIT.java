package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets for a mistake or a broken machine: one clear line, the right exit code, and everything still there. */
class BadInputIT {

    private static final String CONFIG =
            """
            # by hand
            [sso-session corp]
            sso_start_url = https://d-987654321d.awsapps.com/start
            sso_region = us-east-1

            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = PowerUserAccess
            """;

    private static final String ROLE = "--profile dev";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private DocumentedHome person;

    @BeforeEach
    void signIn() {
        person = new DocumentedHome(home, sandbox).file(".aws/config", CONFIG);
        Result result = person.run("aws-sso login --sso-session corp");
        assertEquals(0, result.exit(), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Usage.
                "2 | login --no-such-option                                     | aws-sso: unknown option --no-such-option",
                "2 | lgoin                                                      | aws-sso: unknown command lgoin: did you mean login?",
                "2 | dumpcreds --account-id 111111111111                        | --role-name",
                "2 | dumpcreds --role-name PowerUserAccess                      | --account-id",
                "5 | dumpcreds --account-id 12x --role-name PowerUserAccess     | no account named \"12x\" is assigned to you",
                "2 | ecs run --port 70000                                       | --port",
                "2 | ecs list --server :::                                      | --server",
                // No such profile, account or role.
                "5 | dumpcreds --profile nosuch                                 | nosuch",
                "4 | dumpcreds --account-id 999999999999 --role-name Nothing --sso-session corp | account 999999999999",
                "4 | dumpcreds --account-id 111111111111 --role-name Nothing --sso-session corp | assigned there: ",
                "5 | roles --account-id 999999999999                            | account 999999999999",
                // Nobody listens there.
                "8 | ecs list --server 127.0.0.1:1                              | try: aws-sso ecs run",
            })
    void aMistakeIsOneLineAndChangesNothing(int exit, String words, String said) {
        Map<String, String> before = files();

        Result result = person.run("aws-sso " + words.trim());

        assertRefused(exit, said.trim(), result);
        assertEquals(before, files());
    }

    @Test
    void anExpiredSignInSaysHowToSignIn() {
        sandbox.revokesSessions();
        Map<String, String> before = files();

        Result result = person.run("aws-sso credential-process " + ROLE);

        assertRefused(3, "try: aws-sso login --sso-session corp", result);
        assertEquals(before.get(".aws/config"), files().get(".aws/config"));
    }

    @Test
    void noNetworkIsSaidAfterRetriesAndKeepsTheSignIn() {
        Map<String, String> before = files();

        Result result = person.run("AWS_ENDPOINT_URL_SSO=http://127.0.0.1:1 aws-sso dumpcreds " + ROLE);

        assertRefused(6, "cannot use the IAM Identity Center portal: Connection refused", result);
        assertEquals(before, files());
        assertEquals(0, person.run("aws-sso dumpcreds " + ROLE).exit());
    }

    @Test
    void aPortThatIsTakenNamesWhoHasIt() {
        try (RunningProgram first = PackagedProgram.at(home).startServer()) {
            int port = first.url().getPort();

            Result result = person.run("aws-sso ecs run --port " + port);

            assertRefused(8, "127.0.0.1:" + port + " is in use by pid " + first.pid() + " (aws-sso ecs run)", result);
            assertTrue(first.alive());
        }
    }

    @Test
    void whatTheServerSaysReachesThePerson() {
        try (RunningProgram open = PackagedProgram.at(home).startServer();
                RunningProgram guarded = PackagedProgram.at(home)
                        .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer admin-token-0123456789-abcdefghijklmnop")
                        .startServer()) {
            assertRefused(
                    4,
                    "it answered with status 410: No role is loaded in the default slot. Run: aws-sso ecs load",
                    ask(open));
            assertRefused(
                    4,
                    "it answered with status 403: Not authorised. Set AWS_CONTAINER_AUTHORIZATION_TOKEN;",
                    ask(guarded));
        }
    }

    private Result ask(RunningProgram server) {
        return person.run("AWS_CONTAINER_CREDENTIALS_FULL_URI=" + server.url() + " aws-sso getcallerid");
    }

    // A directory in its place is unreadable to every user, root included.
    @Test
    void aCacheThatCannotBeReadIsNamed() throws IOException {
        Path cache = cacheFile();
        Files.move(cache, home.resolve("kept"));
        Files.createDirectory(cache);

        Result result = person.run("aws-sso dumpcreds " + ROLE);

        assertRefused(7, cache.getFileName().toString(), result);
        assertTrue(Files.isDirectory(cache));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"accessToken\": \"x", "[]", "\0\0\0", "{}", ""})
    void aBrokenCacheMeansToSignInAgainAndIsReplacedOnlyThen(String text) throws IOException {
        Path cache = cacheFile();
        Files.writeString(cache, text);

        Result result = person.run("aws-sso credential-process " + ROLE);

        assertEquals(3, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().endsWith("try: aws-sso login --sso-session corp\n"), result.err());
        // That it is broken is said once, if it is more than another program's entry.
        long lines = result.err().lines().count();
        assertTrue(text.equals("{}") ? lines == 2 : lines == 3, result.err());
        assertEquals(text, Files.readString(cache));
        assertEquals(0, person.run("aws-sso login --sso-session corp").exit());
        assertEquals(0, person.run("aws-sso credential-process " + ROLE).exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential-process --profile dev", "configure profile dev --region eu-west-1"})
    void aConfigFileThatCannotBeReadIsNamedAndKept(String words) throws IOException {
        Path config = home.resolve(".aws/config");
        Files.delete(config);
        Files.createDirectory(config);

        Result result = person.run("aws-sso " + words);

        assertRefused(7, ".aws/config", result);
        assertTrue(Files.isDirectory(config));
    }

    private static void assertRefused(int exit, String said, Result result) {
        assertEquals(exit, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(said), result.err());
        assertTrue(result.err().startsWith("aws-sso: "), result.err());
        assertFalse(result.err().contains("Exception") || result.err().contains("\tat "), result.err());
        assertEquals(
                1,
                result.err()
                        .lines()
                        .filter(line -> line.startsWith("aws-sso: "))
                        .count(),
                result.err());
        assertTrue(result.err().lines().count() <= 2, result.err());
    }

    private Path cacheFile() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".aws/sso/cache"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> text(file).contains("accessToken"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Map<String, String> files() {
        try (Stream<Path> files = Files.walk(home.resolve(".aws"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .collect(Collectors.toMap(
                            file -> home.relativize(file).toString(), BadInputIT::text, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
