package dev.awssso.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void printsWhatAShellNeedsAndRunsUntilItIsStopped() throws InterruptedException {
        Cli.Result[] result = new Cli.Result[1];
        // Interrupted before it begins to wait: it starts, says where it is, and ends.
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            result[0] = run("--auto-approve", "--accounts", "1", "--iam-user", "bob");
        });
        thread.start();
        thread.join();

        assertEquals(0, result[0].exit(), result[0].err());
        String[] lines = result[0].out().split("\n", -1);
        assertTrue(lines[0].matches("export AWS_ENDPOINT_URL=http://127\\.0\\.0\\.1:[0-9]+"), lines[0]);
        assertEquals(lines[0].replace("ENDPOINT_URL", "DEFAULT_SSO_START_URL") + "/start", lines[1]);
        assertEquals("export AWS_DEFAULT_SSO_REGION=us-east-1", lines[2]);
        assertTrue(lines[3].matches("export AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{16}"), lines[3]);
        assertTrue(lines[4].matches("export AWS_SECRET_ACCESS_KEY=[A-Za-z0-9/+]{40}"));
        assertTrue(result[0].err().startsWith("aws-sso: sandbox ready at http://127.0.0.1:"), result[0].err());
    }

    @Test
    void aTakenPortIsToldWithAWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.Result result = run("--port", String.valueOf(taken.getLocalPort()));

            assertEquals(8, result.exit());
            assertTrue(result.err().startsWith("aws-sso: cannot start the sandbox on port "), result.err());
            assertTrue(result.err().contains("try: aws-sso sandbox run --port 0\n"));
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
                        .startsWith("aws-sso: the directory " + file
                                + " cannot be used: line 2, column 12: an account id has 12 digits\n"),
                result.err());
        assertEquals(7, run("--directory", home.resolve("none.json").toString()).exit());

        Path good = Files.writeString(home.resolve("good.yaml"), "users: [anna@example.com]\n");
        assertEquals(2, run("--directory", good.toString(), "--accounts", "5").exit());
        Cli.Result nobody = run("--directory", good.toString(), "--auto-approve", "bob@example.com");
        assertEquals(2, nobody.exit());
        assertTrue(nobody.err().contains("--auto-approve bob@example.com is nobody of the directory"), nobody.err());
    }
}
