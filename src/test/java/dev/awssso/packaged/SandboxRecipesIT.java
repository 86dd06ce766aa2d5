package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of {@code docs/how-to/test-against-the-sandbox.md}, run as they are printed there, with real clients. */
@Tag("slow")
class SandboxRecipesIT {

    private static final Path PYTHON = Path.of("target/python/bin/python").toAbsolutePath();
    private static final Path CLIENT =
            Path.of("src/test/python/sandbox_client.py").toAbsolutePath();
    private static final String SIGN_IN = "exec '" + PYTHON + "' '" + CLIENT + "' signin device\n";
    private static final List<String> SIGNED_IN =
            List.of("ok device", "ok accounts", "ok credentials", "ok refresh", "ok logout");

    @TempDir
    Path home;

    private SandboxRecipes recipes;

    @BeforeEach
    void begin() throws IOException {
        recipes = new SandboxRecipes(home);
    }

    // The sandbox that a recipe began: it is told to end, and not waited for.
    private void assertSandboxEnds() throws IOException, InterruptedException {
        Matcher port = Pattern.compile("AWS_ENDPOINT_URL_SSO=\\S+:([0-9]+)")
                .matcher(Files.readString(home.resolve("sandbox.env")));
        assertTrue(port.find());
        for (int i = 0; i < 100; i++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
                assertTrue(open.isConnected());
            } catch (ConnectException e) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the sandbox goes on");
    }

    private static void assumePython() {
        assumeTrue(Files.isExecutable(PYTHON), "target/python is missing; .ci/run makes it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A shell script", "A tool with the host names of AWS built in"})
    void shell(String heading) throws IOException, InterruptedException {
        assumePython();
        recipes.script("my-script", "#!/bin/sh\n" + SIGN_IN);
        String lines = SandboxRecipes.recipe(heading, "sh", 0);
        recipes.script("recipe", "set -e\n" + (lines.contains("./my-script") ? lines : lines + "./my-script\n"));

        for (String shell : List.of("sh", "bash")) {
            SandboxRecipes.Result result = recipes.run(List.of(shell, "recipe"));

            assertEquals(0, result.exit(), result::output);
            assertEquals(SIGNED_IN, result.output().lines().toList(), shell);
            assertSandboxEnds();
        }
    }

    @Test
    void shellWithADirectoryAndAPlannedFailure() throws IOException, InterruptedException {
        assumePython();
        Files.writeString(
                home.resolve("org.yaml"),
                """
                users: [bob@example.com]
                accounts: [{id: "111111111111"}, {id: "222222222222"}, {id: "333333333333"}]
                permissionSets: [ReadOnlyAccess]
                assignments: [{users: bob@example.com, accounts: "*", permissionSets: ReadOnlyAccess}]
                """);
        recipes.script("my-script", "#!/bin/sh\n" + SIGN_IN);
        String shell = SandboxRecipes.recipe("A shell script", "sh", 0);
        String middle = shell.substring(shell.indexOf("trap "), shell.indexOf("./my-script"));
        String heading = "People and failures of one's own";
        recipes.script(
                "recipe",
                "set -e\n"
                        + SandboxRecipes.recipe(heading, "sh", 0)
                        + middle
                        + SandboxRecipes.recipe(heading, "sh", 1));

        SandboxRecipes.Result result = recipes.run(List.of("bash", "recipe"));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("ok logout"), result::output);
        assertSandboxEnds();
        // Two that were planned to fail, and the client's own third try.
        assertEquals(3, result.output().split("\"operation\":\"GetRoleCredentials\"", -1).length - 1, result::output);
        assertEquals(2, result.output().split("\"status\":429", -1).length - 1, result::output);
    }

    @Test
    void pytest() throws IOException, InterruptedException {
        assumePython();
        Files.writeString(
                home.resolve("test_recipe.py"),
                SandboxRecipes.recipe("pytest", "python", 0)
                        + """

                        def test_sign_in(sandbox):
                            import sys
                            assert len(sandbox) > 10
                            subprocess.run([sys.executable, "%s", "signin", "device"], check=True)

                        def test_each_has_its_own(sandbox):
                            import boto3
                            client = boto3.client("sso-oidc").register_client(clientName="a", clientType="public")
                            assert client["clientId"]
                        """
                                .formatted(CLIENT));

        SandboxRecipes.Result result =
                recipes.run(List.of(PYTHON.toString(), "-m", "pytest", "-q", "-p", "no:cacheprovider", "."));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("2 passed"), result::output);
    }

    @Test
    void go() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, "go"))),
                "go is missing");
        for (String name : List.of("go.mod", "go.sum")) {
            Files.copy(Path.of("src/test/go", name), home.resolve(name));
        }
        Files.writeString(
                home.resolve("recipe_test.go"),
                """
                package recipe

                import (
                	"bufio"
                	"context"
                	"os/exec"
                	"strings"
                	"syscall"
                	"testing"

                	"github.com/aws/aws-sdk-go-v2/aws"
                	"github.com/aws/aws-sdk-go-v2/config"
                	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
                )

                %s
                func TestRegisters(t *testing.T) {
                	startSandbox(t)
                	settings, err := config.LoadDefaultConfig(context.Background())
                	if err != nil {
                		t.Fatal(err)
                	}
                	client, err := ssooidc.NewFromConfig(settings).RegisterClient(context.Background(),
                		&ssooidc.RegisterClientInput{ClientName: aws.String("go"), ClientType: aws.String("public")})
                	if err != nil || client.ClientId == nil {
                		t.Fatal(err)
                	}
                }
                """
                        .formatted(SandboxRecipes.recipe("Go", "go", 0)));

        SandboxRecipes.Result result = recipes.run(List.of("go", "test", "-mod=mod", "-v", "./..."));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("--- PASS: TestRegisters"), result::output);
    }
}
