package dev.awssso.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxRunCommandTest {

    @TempDir
    Path home;

    private Cli.Result run(String... words) {
        String[] line = new String[words.length + 2];
        line[0] = "sandbox";
        line[1] = "run";
        System.arraycopy(words, 0, line, 2, words.length);
        return Cli.at(home).run(line);
    }

    // It starts, says where it is, waits, and is interrupted then.
    private Cli.Result runAndStop(String... words) throws InterruptedException {
        Cli.Result[] result = new Cli.Result[1];
        Thread thread = new Thread(() -> result[0] = run(words));
        thread.start();
        while (thread.isAlive() && !waitsForASignal(thread)) {
            thread.join(5);
        }
        thread.interrupt();
        thread.join();
        assertEquals(0, result[0].exit(), result[0].err());
        return result[0];
    }

    private static boolean waitsForASignal(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("ArrayBlockingQueue")
                        && frame.getMethodName().equals("take"));
    }

    private static Map<String, String> exports(Cli.Result result) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : result.out().lines().toList()) {
            assertTrue(line.matches("export [A-Z_]+=[^ ']+"), line);
            String[] words = line.substring("export ".length()).split("=", 2);
            variables.put(words[0], words[1]);
        }
        return variables;
    }

    @Test
    void printsWhatAShellNeedsAndRunsUntilItIsStopped() throws InterruptedException {
        Cli.Result result = runAndStop("--auto-approve", "--accounts", "1", "--iam-user", "bob");

        Map<String, String> variables = exports(result);
        String url = variables.get("AWS_ENDPOINT_URL_SSO");
        assertTrue(url.matches("http://127\\.0\\.0\\.1:[0-9]+"), url);
        for (String name : List.of("SSO_OIDC", "STS", "SIGNIN")) {
            assertEquals(url, variables.get("AWS_ENDPOINT_URL_" + name), name);
        }
        assertEquals(url, variables.get("AWS_SSO_CONSOLE_ENDPOINT_URL"));
        assertEquals(url + "/start", variables.get("AWS_DEFAULT_SSO_START_URL"));
        assertEquals("us-east-1", variables.get("AWS_DEFAULT_SSO_REGION"));
        assertTrue(variables.get("AWS_ACCESS_KEY_ID").matches("AKIA[A-Z2-7]{16}"));
        assertTrue(variables.get("AWS_SECRET_ACCESS_KEY").matches("[A-Za-z0-9/+]{40}"));
        assertEquals(9, variables.size(), "AWS_ENDPOINT_URL stays free for a double of other services");
        assertTrue(result.err().startsWith("aws-sso: sandbox ready at " + url + " (control key "), result.err());
    }

    @Test
    void leadsEveryServiceToItselfWhenAsked() throws InterruptedException {
        Map<String, String> variables = exports(runAndStop("--all-services"));

        assertEquals(variables.get("AWS_ENDPOINT_URL_STS"), variables.get("AWS_ENDPOINT_URL"));
    }

    @Test
    void tlsPrintsTheProxyAndTheAuthority() throws Exception {
        Path file = home.resolve("ca.pem");

        Map<String, String> variables = exports(runAndStop("--tls", "--ca-file", file.toString()));

        assertTrue(variables.get("AWS_ENDPOINT_URL_SSO").startsWith("https://127.0.0.1:"));
        assertEquals(variables.get("AWS_ENDPOINT_URL_SSO").replace("https:", "http:"), variables.get("HTTPS_PROXY"));
        for (String name : List.of("AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")) {
            assertEquals(file.toString(), variables.get(name));
        }
        assertTrue(Files.readString(file).startsWith("-----BEGIN CERTIFICATE-----\n"));
    }

    @Test
    void theCertificateAtItsOwnPlaceIsGoneWithIt() throws Exception {
        Map<String, String> variables = exports(runAndStop("--tls"));

        Path file = Path.of(variables.get("AWS_CA_BUNDLE"));
        assertEquals(home.resolve(".local/share/aws-sso/sandbox"), file.getParent());
        assertFalse(Files.exists(file));
    }

    @Test
    void writesAConfigFileThatLeadsToIt() throws Exception {
        Path file = home.resolve("sandbox.config");

        Map<String, String> variables = exports(runAndStop("--write-config", file.toString()));

        String url = variables.get("AWS_ENDPOINT_URL_STS");
        assertEquals(file.toString(), variables.get("AWS_CONFIG_FILE"));
        String text = Files.readString(file);
        assertTrue(
                text.contains(
                        """
                        [sso-session sandbox]
                        sso_region = us-east-1
                        sso_start_url = %1$s/start
                        sso_registration_scopes = sso:account:access

                        [services sandbox]
                        sso =
                          endpoint_url = %1$s
                        sso_oidc =
                          endpoint_url = %1$s
                        sts =
                          endpoint_url = %1$s
                        signin =
                          endpoint_url = %1$s

                        [default]
                        sso_session = sandbox
                        """
                                .formatted(url)),
                text);
        assertTrue(
                text.contains(
                        """
                        [profile my-acct-3-Developer]
                        sso_session = sandbox
                        sso_account_id = 123456789012
                        sso_role_name = Developer
                        region = us-east-1
                        services = sandbox
                        """),
                text);
        assertEquals(0, runAndStop("--write-config", file.toString()).exit(), "its own file it replaces");
    }

    @Test
    void replacesNobodysOwnConfigFile() throws IOException {
        Path file = Files.writeString(home.resolve("config"), "[profile mine]\n");

        Cli.Result result = run("--write-config", file.toString());

        assertEquals(2, result.exit());
        assertTrue(result.err().startsWith("aws-sso: --write-config would replace " + file), result.err());
        assertEquals("[profile mine]\n", Files.readString(file));
    }

    @Test
    void othersReachItOnlyWhenThatWasSaid() {
        Cli.Result result = run("--bind-ip", "0.0.0.0");

        assertEquals(2, result.exit());
        assertTrue(result.err().startsWith("aws-sso: other machines could reach the sandbox at 0.0.0.0"), result.err());
        assertTrue(result.err().contains("work in the sandbox only"), result.err());
        assertTrue(result.err().contains("use --allow-remote to allow this\n"), result.err());
    }

    @Test
    void aTakenPortIsToldWithAWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.Result result = run("--port", String.valueOf(taken.getLocalPort()));

            assertEquals(8, result.exit());
            assertTrue(result.err().startsWith("aws-sso: cannot start the sandbox on port "), result.err());
            assertTrue(result.err().contains("use --port 0 for any free port\n"));
        }
    }

    @Test
    void badValuesAreUsageErrors() {
        for (String[] words : new String[][] {
            {"--port", "70000"},
            {"--port", "-1"},
            {"--accounts", "-1"},
            {"--canary", "no blanks"},
            {"--region", "nowhere"},
            {"--user", "two words"},
            {"--role-lifetime", "soon"},
            {"--auto-approve", "--deny"},
            {"--bind-ip", "localhost"},
            {"--bind-ip", "1.2.3"},
            {"--allow-host", "a/b"},
            {"--allow-host", ""},
            {"--unknown"}
        }) {
            Cli.Result result = run(words);
            assertEquals(2, result.exit(), words[0]);
            assertEquals("", result.out());
        }
    }

    @Test
    void takesADirectoryOfOnesOwn() throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("org.yaml"), "users: [anna@example.com, bob@example.com]\n");
        Cli.Result[] result = new Cli.Result[1];
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            result[0] = run("--directory", file.toString(), "--auto-approve", "bob@example.com");
        });
        thread.start();
        thread.join();

        assertEquals(0, result[0].exit(), result[0].err());
    }

    @Test
    void tellsWhereADirectoryIsWrong() throws IOException {
        Path file = Files.writeString(home.resolve("org.yaml"), "users: [anna@example.com]\naccounts: [12]\n");

        Cli.Result result = run("--directory", file.toString());
        assertEquals(7, result.exit());
        assertEquals("", result.out());
        assertTrue(
                result.err()
                        .startsWith("aws-sso: cannot use the directory file " + file
                                + ": line 2, column 12: an account id must have 12 digits\n"),
                result.err());
        assertEquals(7, run("--directory", home.resolve("none.json").toString()).exit());

        Path good = Files.writeString(home.resolve("good.yaml"), "users: [anna@example.com]\n");
        assertEquals(2, run("--directory", good.toString(), "--accounts", "5").exit());
        Cli.Result nobody = run("--directory", good.toString(), "--auto-approve", "bob@example.com");
        assertEquals(2, nobody.exit());
        assertTrue(nobody.err().contains("--auto-approve: user bob@example.com does not exist"), nobody.err());
    }
}
