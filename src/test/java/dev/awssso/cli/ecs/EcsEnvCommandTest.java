package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsEnvCommandTest {

    private static final String FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    @TempDir
    Path home;

    @Rows("I1")
    @Test
    void changesExactlyWhatItsTableSays() throws Exception {
        Map<String, String> before = new HashMap<>();
        for (String name : "AWS_ACCESS_KEY_ID AWS_ACCESS_KEY AWS_SECRET_ACCESS_KEY AWS_SECRET_KEY AWS_SESSION_TOKEN"
                .concat(
                        " AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_CREDENTIALS_EXPIRATION AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ROLE_ARN")
                .concat(" AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_SESSION_NAME AWS_CREDENTIAL_FILE AWS_ACCOUNT_ID")
                .concat(" AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_REGION AWS_EC2_METADATA_DISABLED UNRELATED")
                .split(" ", -1)) {
            before.put(name, "old");
        }
        Cli.Result result = Cli.at(home).with(before).run("ecs", "env", "--slot", "a/b");

        Map<String, String> after = evaluated(before, result.out());
        assertEquals(
                Map.of(
                        FULL_URI,
                        "http://127.0.0.1:4144/slot/a%2Fb",
                        "AWS_REGION",
                        "old",
                        "AWS_EC2_METADATA_DISABLED",
                        "old",
                        "UNRELATED",
                        "old"),
                after);
        assertEquals(after, evaluated(before, result.out() + result.out()));
    }

    @Test
    void inTokenModeASlotGetsAReadTokenAndKeepsIt() {
        token("--generate");
        Cli.Result first = run("--slot", "dev");
        Cli.Result second = run("--slot", "dev");

        assertTrue(first.out().contains("export " + TOKEN + "='Bearer "), first.out());
        assertTrue(first.out().contains("unset " + TOKEN_FILE + "\n"), first.out());
        assertFalse(first.out().contains(token("--print").out().strip()), "the admin token stays here");
        assertEquals("", first.err());
        assertEquals(first.out(), second.out());
        assertNotEquals(first.out(), run("--slot", "live").out().replace("live", "dev"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--slot dev", "--ssh", "--ssh --slot dev", "--shell fish", "--compose"})
    @Rows("N9")
    void theAdminTokenIsNeverPrintedAndTheSameCommandTwiceLeavesOneToken(String words) {
        token("--generate");
        String admin = token("--print").out().strip().substring("Bearer ".length());
        String[] options = words.isEmpty() ? new String[0] : words.split(" ", -1);
        Cli.Result first = run(options);
        Cli.Result second = run(options);

        assertEquals(0, first.exit(), first.err());
        assertFalse((first.out() + first.err()).contains(admin), "the admin token stays here");
        assertEquals(first.out(), second.out());
        long made = token("--list", "--output", "csv").out().lines().count() - 1;
        assertEquals(words.contains("--compose") ? 0 : 1, made);
    }

    @Test
    void theDefaultSlotGetsATokenOfItsOwn() {
        token("--generate");
        String unnamed = run().out();
        String named = run("--slot", "default").out();

        assertTrue(unnamed.contains("export " + TOKEN + "='Bearer "), unnamed);
        assertNotEquals(unnamed, named.replace("/slot/default", "/"));
        assertTrue(
                token("--list", "--output", "csv").out().lines().anyMatch(line -> line.contains(",(default slot),")));
    }

    @Test
    void aRemoteShellGetsAnotherTokenThanThisOne() {
        token("--generate");
        String here = run("--slot", "dev")
                .out()
                .lines()
                .filter(line -> line.contains("Bearer"))
                .findFirst()
                .orElseThrow();

        assertFalse(run("--ssh", "--slot", "dev").out().contains(here));
    }

    @Test
    void aTokenFileThatSdksRefuseIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("token"), "Bearer 0123456789-abcdefghijklmnopqrstuv\n");

        String err =
                Cli.at(home).with(TOKEN_FILE, file.toString()).run("ecs", "env").err();
        assertTrue(err.contains("the token file " + file + " ends with a line break"), err);
        Files.writeString(file, "Bearer 0123456789-abcdefghijklmnopqrstuv");
        err = Cli.at(home).with(TOKEN_FILE, file.toString()).run("ecs", "env").err();
        assertFalse(err.contains("line end"), err);
    }

    @Test
    void aTokenThatOnlyTheShellHasStaysAsItIs() throws Exception {
        String given = "Bearer 0123456789-abcdefghijklmnopqrstuv";
        Cli.Result result = Cli.at(home).with(TOKEN, given).run("ecs", "env");

        assertEquals(0, result.exit(), result.err());
        assertFalse(result.out().contains("0123456789"), result.out());
        assertEquals(given, evaluated(Map.of(TOKEN, given), result.out()).get(TOKEN));
        assertTrue(result.err().contains("the token of the shell is unchanged"), result.err());
        assertEquals(
                2, Cli.at(home).with(TOKEN, given).run("ecs", "env", "--ssh").exit());
    }

    @Test
    void withoutATokenBothVariablesGo() {
        String out = run().out();

        assertTrue(out.contains("unset " + TOKEN + "\n") && out.contains("unset " + TOKEN_FILE + "\n"), out);
    }

    @ParameterizedTest
    @CsvSource({
        "--server localhost:5000, http://127.0.0.1:5000/",
        "--server [::1]:5000, http://[::1]:5000/",
        "--slot x --server http://localhost:5000/creds, http://127.0.0.1:5000/slot/x"
    })
    void theUrlIsThatOfTheServer(String words, String url) throws Exception {
        assertEquals(url, evaluated(Map.of(), run(words.split(" ", -1)).out()).get(FULL_URI));
    }

    @Test
    void addsTheExceptionFromTheProxyOnce() throws Exception {
        Map<String, String> shell =
                new HashMap<>(Map.of("https_proxy", "http://proxy:3128", "NO_PROXY", "corp.example"));
        String out = Cli.at(home).with(shell).run("ecs", "env").out();
        Map<String, String> once = evaluated(shell, out);

        assertEquals("corp.example,127.0.0.1,localhost", once.get("NO_PROXY"));
        assertEquals("corp.example,127.0.0.1,localhost", once.get("no_proxy"));
        assertEquals(out, Cli.at(home).with(once).run("ecs", "env").out());
    }

    @ParameterizedTest
    @CsvSource({
        "bash, export AWS_CONTAINER_CREDENTIALS_FULL_URI='http://127.0.0.1:4144/'",
        "zsh, export AWS_CONTAINER_CREDENTIALS_FULL_URI='http://127.0.0.1:4144/'",
        "fish, set -gx AWS_CONTAINER_CREDENTIALS_FULL_URI 'http://127.0.0.1:4144/'",
        "powershell, $Env:AWS_CONTAINER_CREDENTIALS_FULL_URI = 'http://127.0.0.1:4144/'",
        "cmd, SET AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:4144/"
    })
    void speaksTheShellsLanguage(String shell, String line) {
        assertTrue(
                run("--shell", shell).out().replace("\"", "").lines().anyMatch(line.replace("''", "'")::equals), shell);
    }

    @Rows("I2")
    @Test
    void composePartHasExactlyTheExpectedKeys() {
        Cli.Result result = run("--compose", "--slot", "dev");

        assertEquals(
                """
                services:
                  app:
                    environment:
                      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2:4144/slot/dev"
                      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/run/secrets/aws_sso_dev"
                    secrets: ["aws_sso_dev"]
                    networks: ["default", "credentials"]
                    depends_on:
                      aws-sso:
                        condition: "service_healthy"
                """,
                result.out());
    }

    @Rows("I2")
    @ParameterizedTest
    @ValueSource(strings = {"a: b", "x\"]}\u00e9", "$HOME", "a/b", "ADMIN", "admin", "default", "#", "{{.}}"})
    void composeValuesStayValues(String slot) {
        String out = run("--compose", "--slot", slot).out();

        assertEquals(10, out.lines().count(), out);
        assertTrue(out.matches("(?s).*TOKEN_FILE: \"/run/secrets/aws_sso_[A-Za-z0-9_-]+_[0-9a-f]{8}\"\n.*"), out);
        assertFalse(out.contains("$"), out);
    }

    @Test
    void forwardingNeedsATokenAndGivesOneOfTwelveHours() {
        assertEquals(2, run("--ssh", "--slot", "dev").exit());
        token("--generate");
        Cli.Result result = run("--ssh", "--slot", "dev");

        assertTrue(
                result.out()
                        .startsWith("# here: ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:4144:127.0.0.1:4144 HOST\n"),
                result.out());
        assertTrue(result.out().contains(TOKEN + "='Bearer "), result.out());
        String csv = token("--list", "--output", "csv").out();
        assertFalse(csv.contains("never"), csv);
    }

    @Rows("I7")
    @Test
    void warnsOfADefaultProfileThatShadowsTheServer() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "[default]\naws_access_key_id = AKIA\n");
        Cli.Result result = run();

        assertEquals(0, result.exit());
        assertTrue(result.err().contains("the [default] profile has aws_access_key_id"), result.err());
        assertFalse(result.out().contains("default]"), result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--shell tcsh", "--slot .", "--server rubbish:x", "--compose --ssh", "--compose --shell bash"})
    void badInputIsAUsageError(String words) {
        Cli.Result result = run(words.split(" ", -1));

        assertEquals(2, result.exit());
        assertEquals("", result.out());
    }

    // What a shell's children see of these variables after eval, in a real shell.
    private Map<String, String> evaluated(Map<String, String> before, String lines) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "eval \"$1\"; exec env -0", "sh", lines);
        builder.environment().clear();
        builder.environment().putAll(before);
        builder.environment().put("PATH", System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        Map<String, String> after = new TreeMap<>();
        for (String entry : output.split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                continue;
            }
            after.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        after.keySet().removeAll(java.util.Set.of("PATH", "PWD", "OLDPWD", "SHLVL", "_"));
        return after;
    }

    private Cli.Result token(String... words) {
        return prefixed("bearer-token", words);
    }

    private Cli.Result run(String... words) {
        return prefixed("env", words);
    }

    private Cli.Result prefixed(String command, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "ecs";
        all[1] = command;
        System.arraycopy(words, 0, all, 2, words.length);
        return Cli.at(home).run(all);
    }
}
