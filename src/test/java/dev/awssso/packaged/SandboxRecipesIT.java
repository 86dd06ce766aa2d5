package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Path PAGE = Path.of("docs/how-to/test-against-the-sandbox.md");
    private static final Path PYTHON = Path.of("target/python/bin/python").toAbsolutePath();
    private static final Path CLIENT =
            Path.of("src/test/python/sandbox_client.py").toAbsolutePath();
    private static final String SIGN_IN = "exec '" + PYTHON + "' '" + CLIENT + "' signin device\n";
    private static final List<String> SIGNED_IN =
            List.of("ok device", "ok accounts", "ok credentials", "ok refresh", "ok logout");
    private static final long LONGEST_SECONDS = 60;

    @TempDir
    Path home;

    /** How a program ended: its exit code, and both of its streams in one. */
    private record Result(int exit, String output) {}

    @BeforeEach
    void putsTheProgramOnThePath() throws IOException {
        script("bin/aws-sso", "#!/bin/sh\nexec '" + PackagedProgram.location() + "' \"$@\"\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    // The n-th block of code under a heading of the page, counted from 0.
    private static String recipe(String heading, int number) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "\n## " + heading + "\n";
        assertTrue(page.contains(begin), heading);
        String section = page.substring(page.indexOf(begin) + begin.length()).split("\n## ", 2)[0];
        String block = section.split("```", -1)[2 * number + 1];
        return block.substring(block.indexOf('\n') + 1);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("START_URL", "https://d-1234567890.awsapps.com/start");
        variables.put("ACCOUNTS", "3");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        Process process = builder.start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertTrue(ended, () -> command + " did not end\n" + said);
        return new Result(process.exitValue(), said);
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
        script("my-script", "#!/bin/sh\n" + SIGN_IN);
        String lines = recipe(heading, 0);
        script("recipe", "set -e\n" + (lines.contains("./my-script") ? lines : lines + "./my-script\n"));

        for (String shell : List.of("sh", "bash")) {
            Result result = run(List.of(shell, "recipe"));

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
        script("my-script", "#!/bin/sh\n" + SIGN_IN);
        String shell = recipe("A shell script", 0);
        String middle = shell.substring(shell.indexOf("trap "), shell.indexOf("./my-script"));
        String heading = "People and failures of one's own";
        script("recipe", "set -e\n" + recipe(heading, 0) + middle + recipe(heading, 1));

        Result result = run(List.of("bash", "recipe"));

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
                recipe("pytest", 0)
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

        Result result = run(List.of(PYTHON.toString(), "-m", "pytest", "-q", "-p", "no:cacheprovider", "."));

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
                        .formatted(recipe("Go", 0)));

        Result result = run(List.of("go", "test", "-mod=mod", "-v", "./..."));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("--- PASS: TestRegisters"), result::output);
    }

    @Test
    void junit() throws Exception {
        String lines = recipe("JUnit 5", 0);
        String test = lines.replace(
                "    …\n",
                """
                    try {
                        portal.listAccounts(list -> list.accessToken("none"));
                        throw new AssertionError("it was served");
                    } catch (software.amazon.awssdk.services.sso.model.SsoException e) {
                        // Three times throttled, as planned, and then refused for its token.
                        if (e.statusCode() != 401 || SANDBOX.controls().calls("ListAccounts") != 4) throw e;
                    }
                """);
        Files.writeString(home.resolve("RecipeTest.java"), "%s\nclass RecipeTest {\n%s}\n".formatted(IMPORTS, test));
        Files.writeString(home.resolve("RunIt.java"), RUNNER);
        String classPath = classPathOfATest();
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();

        Result compiled =
                run(List.of(bin + "/javac", "-cp", classPath, "-d", "classes", "RecipeTest.java", "RunIt.java"));
        assertEquals(0, compiled.exit(), compiled::output);
        Result result = run(List.of(bin + "/java", "-cp", "classes:" + classPath, "RunIt"));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("1 tests succeeded, 0 failed"), result::output);
    }

    private static final String IMPORTS =
            """
            import dev.awssso.sandbox.Fault;
            import dev.awssso.sandbox.junit.SandboxExtension;
            import java.net.URI;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.RegisterExtension;
            import software.amazon.awssdk.regions.Region;
            import software.amazon.awssdk.services.sso.SsoClient;
            """;

    private static final String RUNNER =
            """
            import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
            import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
            import org.junit.platform.launcher.core.LauncherFactory;
            import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
            class RunIt {
                public static void main(String[] words) {
                    var listener = new SummaryGeneratingListener();
                    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(RecipeTest.class)).build(), listener);
                    var summary = listener.getSummary();
                    summary.getFailures().forEach(failure -> failure.getException().printStackTrace());
                    System.out.println(summary.getTestsSucceededCount() + " tests succeeded, "
                            + summary.getTotalFailureCount() + " failed");
                    System.exit(summary.getTestsSucceededCount() == 1 ? 0 : 1);
                }
            }
            """;

    // The packaged jar and what its page says must be beside it; no class of this build's folders.
    private static String classPathOfATest() throws Exception {
        List<String> jars = new ArrayList<>();
        try (var files = Files.list(Path.of("target"))) {
            files.filter(file -> file.toString().endsWith("-sandbox-junit.jar"))
                    .forEach(file -> jars.add(file.toAbsolutePath().toString()));
        }
        assertEquals(1, jars.size(), jars::toString);
        // Surefire has it, under a class path of its own.
        Class<?> launcher = Class.forName("org.junit.platform.launcher.core.LauncherFactory");
        jars.add(Path.of(launcher.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString());
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar ->
                        jar.matches(".*/(jackson-core|junit-|opentest4j|apiguardian|reactive-streams|slf4j-api)[^/]*")
                                || jar.contains("/software/amazon/"))
                .forEach(jars::add);
        return jars.stream().distinct().collect(Collectors.joining(File.pathSeparator));
    }
}
