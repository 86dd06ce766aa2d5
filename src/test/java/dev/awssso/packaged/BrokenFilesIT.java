package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Config files that other parsers refuse as a whole, or read as somebody else's: they are read by ours alone. */
class BrokenFilesIT {

    private static final String GOOD =
            """
            [sso-session corp]
            sso_start_url = https://d-987654321d.awsapps.com/start
            sso_region = us-east-1
            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = PowerUserAccess
            """;
    private static final String KEYS = "aws_access_key_id = AKIA%s\naws_secret_access_key = s\n";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.start();
        person = new DocumentedHome(home, sandbox).file(".aws/config", GOOD);
        Result result = person.run("aws-sso login --sso-session corp");
        assertEquals(0, result.exit(), result.err());
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    // Calls of the portal, STS and OIDC, the editor, and a server that loads at its start.
    private static void everythingWorks() {
        Result result = person.run(
                """
                aws-sso status || exit 11
                aws-sso getcallerid --profile dev || exit 12
                aws-sso dumpcreds --profile dev || exit 13
                aws-sso run-as --profile dev true || exit 14
                aws-sso configure profile dev --region eu-west-1 --dry-run || exit 15
                aws-sso login --sso-session corp --force-refresh || exit 16
                rm -f log
                aws-sso ecs run --port 0 --slot dev 2> log & server=$!
                tries=0
                until grep -q 'http://[^ ]* ' log || [ $((tries += 1)) = 600 ]; do sleep 0.1; done
                aws-sso ecs status --server "$(sed -n 's/.*\\(http:[^ ]*\\).*/\\1/p' log | head -1)" || exit 17
                kill $server; wait $server; cat log >&2
                """);
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains(":assumed-role/"), result.out());
        assertTrue(result.out().contains("PowerUserAccess"), result.out());
        assertFalse(result.err().contains("internal error"), result.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[profile indented]\n  sso_start_url = https://x.awsapps.com/start\n  sso_region = us-east-1\n",
                "[profile colon]\nregion: us-east-1\n",
                "[profile behind] text\nregion = us-east-1\n",
                "[profile stray]\nno delimiter\nregion = us-east-1\n",
                "[profile twice]\nregion = us-east-1\nregion = us-east-2\n[profile twice]\noutput = json\n",
                "[profile 'unclosed]\nregion = us-east-1\n",
                "  [profile blanks]\nregion = us-east-1\n",
            })
    void anUnrelatedProfileStopsNothing(String broken) {
        person.file(".aws/config", broken + GOOD);
        everythingWorks();
    }

    @Test
    void indentedKeysOfTheProfileItselfWork() {
        person.file(".aws/config", GOOD.replaceAll("(?m)^(?=[a-z])", "  "));
        everythingWorks();
    }

    @Test
    void aByteOrderMarkAndAUtf16CredentialsFileStopNothing() throws IOException {
        person.file(".aws/config", "\uFEFF" + GOOD);
        Path credentials = home.resolve(".aws/credentials");
        Files.write(credentials, ("[default]\n" + KEYS.formatted("X")).getBytes(StandardCharsets.UTF_16LE));
        try {
            everythingWorks();
            String err = person.run("aws-sso status").err();
            assertTrue(err.contains("/.aws/config:1: starts with a byte order mark"), err);
            assertTrue(err.contains("/.aws/credentials:1: is UTF-16"), err);
        } finally {
            Files.delete(credentials);
        }
    }

    // Ours expands the variable, the SDK for Java does not: what it would read is a file of that very name.
    @Test
    @EnabledOnOs(OS.LINUX)
    void noOtherParserOpensTheFiles() throws IOException {
        person.file(".aws/config", GOOD).file(".aws/credentials", "[other]\n" + KEYS.formatted("OTHER"));
        String trap = "not for the SDK\n";
        person.file("$DIR/config", trap).file("$DIR/credentials", trap);
        Result result = person.run(
                """
                export DIR=$HOME/.aws AWS_CONFIG_FILE='$DIR/config' AWS_SHARED_CREDENTIALS_FILE='$DIR/credentials'
                trace() { name=$1; shift; strace -f -e trace=open,openat,openat2 -o "$HOME/$name" "$@"; }
                trace command aws-sso getcallerid --profile dev || exit 11
                trace login aws-sso login --sso-session corp --force-refresh || exit 12
                rm -f log
                strace -f -e trace=open,openat,openat2 -o "$HOME/server" aws-sso ecs run --port 0 --slot dev 2> log & tracer=$!
                tries=0
                until grep -q 'http://[^ ]* ' log || [ $((tries += 1)) = 600 ]; do sleep 0.1; done
                aws-sso ecs status --server "$(sed -n 's/.*\\(http:[^ ]*\\).*/\\1/p' log | head -1)" || exit 13
                kill $(cat /proc/$tracer/task/*/children); wait $tracer; cat log >&2
                """);
        assertEquals(0, result.exit(), result.err());
        for (String trace : List.of("command", "login", "server")) {
            String opened = person.read(trace);
            assertTrue(opened.contains(home + "/.aws/config"), "our own reader is not in the trace of " + trace);
            assertFalse(opened.contains("$DIR"), () -> Pattern.compile("\n")
                    .splitAsStream(opened)
                    .filter(line -> line.contains("$DIR"))
                    .toList()
                    .toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[profile prod", "profile prod]", "[]", " [profile prod]", "  [profile prod", "[profile a b]"})
    void keysBelowWhatLooksLikeAHeaderReachNoOtherProfile(String header) throws IOException {
        String config = "[profile test]\n" + KEYS.formatted("TEST") + header + "\n" + KEYS.formatted("PROD");
        person.file(".aws/config", config);

        Result test = person.run("aws-sso credential-process --profile test");
        assertTrue(test.out().contains("\"AKIATEST\""), test.out() + test.err());
        assertEquals(
                1,
                test.err()
                        .lines()
                        .filter(line -> line.contains("/.aws/config:4: "))
                        .count(),
                test.err());

        Result edit = person.run("aws-sso configure profile test --region eu-west-1");
        assertEquals(0, edit.exit(), edit.err());
        String edited = person.read(".aws/config");
        assertTrue(edited.indexOf("region = eu-west-1") < edited.indexOf(header), edited);
        assertEquals(config, edited.replace("region = eu-west-1\n", ""));
    }

    @Test
    void aProfileOfSeveralKindsIsReadInBotocoresOrder() throws IOException {
        person.file(
                        ".aws/config",
                        GOOD + KEYS.formatted("CONFIG") + "[profile dev2]\ncredential_process = "
                                + "sh -c 'echo {\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKIAPROC\\\",\\\"SecretAccessKey\\\":\\\"s\\\"}'\n"
                                + KEYS.formatted("CONFIG"))
                .file(
                        ".aws/credentials",
                        "[dev]\n" + KEYS.formatted("SHARED") + "[mixed]\naws_secret_access_key = s\n");

        assertTrue(person.run("aws-sso credential-process --profile dev").out().contains("\"ASIA"));
        Result process = person.run("aws-sso credential-process --profile dev2");
        assertTrue(process.out().contains("\"AKIAPROC\""), process.err());
        person.file(".aws/credentials", "[dev2]\n" + KEYS.formatted("SHARED"));
        assertTrue(person.run("aws-sso credential-process --profile dev2").out().contains("\"AKIASHARED\""));
    }

    @Test
    void anAccessTokenWithALineEndIsRefusedAndNeverShown() {
        String token =
                """
                {"startUrl": "https://d-987654321d.awsapps.com/start", "region": "us-east-1",\
                 "accessToken": "CANARY\\r\\nX-Other: 1", "expiresAt": "2999-01-01T00:00:00Z"}
                """;
        person.file(".aws/config", GOOD).file("token.json", token);
        Result imported = person.run("aws-sso importcache --debug --accesstoken-cache file://$HOME/token.json");
        assertEquals(7, imported.exit(), imported.err());
        assertFalse(imported.err().contains("CANARY"), imported.err());

        // sha1 of the session's name.
        Result used = person.run("cp token.json \"$HOME/.aws/sso/cache/$(printf other | sha1sum | cut -c1-40).json\"\n"
                + "printf '[sso-session other]\\nsso_start_url = https://d-987654321d.awsapps.com/start\\n"
                + "sso_region = us-east-1\\n' >> .aws/config\n"
                + "aws-sso roles --sso-session other --debug; aws-sso status --debug");
        assertFalse((used.err() + used.out()).contains("CANARY"), used.err());
        assertFalse(used.err().contains("internal error"), used.err());
    }
}
