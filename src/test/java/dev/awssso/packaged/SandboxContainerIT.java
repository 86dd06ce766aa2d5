package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code Dockerfile.sandbox}, built and run; clients reach it from containers of their own, by its name on their network. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxContainerIT {

    private static final String NAME = "aws-sso-test-" + ProcessHandle.current().pid();
    private static final String BASE = "localhost/" + NAME + "-base";
    private static final String IMAGE = "localhost/" + NAME + "-sandbox";
    private static final String START_URL = "https://d-1234567890.awsapps.com/start";
    private static final Path PYTHON = Path.of("target/python");
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static Podman podman;
    private static boolean created;

    /** How a client in another container is led to the sandbox. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of does not change
    enum Way {
        HTTP("AWS_ENDPOINT_URL=http://sandbox:4150"),
        TLS("AWS_ENDPOINT_URL=https://sandbox:4150"),
        PROXY("HTTPS_PROXY=http://sandbox:4150");

        private final String variable;

        Way(String variable) {
            this.variable = variable;
        }
    }

    @BeforeAll
    static void buildsTheImageAndStartsIt() throws IOException, InterruptedException {
        assumeTrue(Podman.isUsable(), "podman, runc and iptables are missing, or this is not root");
        assumeTrue(PackagedProgram.isOnJvm(), "the image is that of the JVM");
        podman = new Podman(folder);
        importBase();
        created = true;
        podman.run(
                "build",
                "--network=none",
                // The other format has no health check.
                "--format=docker",
                "--file=src/main/docker/Dockerfile.sandbox",
                "--ignorefile=src/main/docker/Dockerfile.sandbox.dockerignore",
                "--build-arg=BASE=" + BASE,
                "--tag=" + IMAGE,
                ".");
        podman.run("network", "create", NAME);
        podman.run(
                "run",
                "--detach",
                "--name=" + NAME,
                "--network=" + NAME,
                "--network-alias=sandbox",
                "--publish=127.0.0.1::4150",
                IMAGE);
        waitUntilHealthy();
        Files.writeString(folder.resolve("ca.pem"), get("/sandbox/ca.pem"));
    }

    private static void importBase() {
        Path root = Path.of("target/image-base").toAbsolutePath();
        Podman.Result made = podman.execute(
                List.of("src/test/containers/make-base", System.getProperty("java.home"), root.toString()));
        assertEquals(0, made.exit(), made::err);
        Path tar = folder.resolve("base.tar");
        assertEquals(
                0,
                podman.execute(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."))
                        .exit());
        podman.run("import", tar.toString(), BASE);
    }

    private static void waitUntilHealthy() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (podman.tryToRun("healthcheck", "run", NAME).exit() == 0) {
                return;
            }
            Thread.sleep(100);
        }
        Podman.Result log = podman.tryToRun("logs", NAME);
        throw new AssertionError("it is not healthy:\n" + log.out() + log.err());
    }

    private static String get(String path) throws IOException, InterruptedException {
        String port = podman.run("port", NAME, "4150/tcp").replaceFirst(".*:", "");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    @AfterAll
    static void removesEverything() {
        if (created) {
            podman.tryToRun("rm", "--force", "--time=1", NAME);
            podman.tryToRun("network", "rm", NAME);
            podman.tryToRun("rmi", "--force", IMAGE, BASE);
        }
    }

    @Test
    @Order(1)
    void itIsReadyOnThePublishedPortAndRunsAsAnUnprivilegedUser() throws IOException, InterruptedException {
        assertEquals("{\"status\":\"ready\"}", get("/sandbox/health"));
        assertEquals("USER\n1000", podman.run("top", NAME, "user").replaceAll(" +", ""));
        Podman.Result log = podman.tryToRun("logs", NAME);
        assertEquals(1, log.err().lines().filter(line -> !line.isBlank()).count(), log::err);
        assertTrue(log.err().startsWith("aws-sso: sandbox ready at "), log::err);
        // The image's own, for its own Java and path.
        assertTrue(
                podman.run("exec", NAME, "ls", "/opt/aws-sso/lib/archives").contains("%opt%aws-sso-commands.jsa.ok"));
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void boto3SignsInFromAnotherContainer(Way way) throws IOException {
        assumeTrue(Files.isExecutable(PYTHON.resolve("bin/python")), "target/python is missing; .ci/run makes it");
        List<String> words = client(way);
        words.addAll(List.of("-e", "START_URL=" + START_URL, "-e", "ACCOUNTS=3"));
        words.add("-v=" + Path.of("src/test/python").toAbsolutePath() + ":/clients:ro");
        // Debian's Python and libraries, or those of another place, and the packages beside them.
        Path python = PYTHON.resolve("bin/python").toRealPath().getParent().getParent();
        for (Path place : List.of(Path.of("/usr"), python)) {
            if (place.equals(Path.of("/usr")) || !place.startsWith("/usr")) {
                words.add("-v=" + place + ":" + place + ":ro");
            }
        }
        Path packages = PYTHON.toRealPath();
        words.addAll(List.of("-v=" + packages + ":" + packages + ":ro", BASE, packages + "/bin/python"));
        words.addAll(List.of("/clients/sandbox_client.py", "signin", "device"));

        assertEquals(
                List.of("ok device", "ok accounts", "ok credentials", "ok refresh", "ok logout"),
                podman.run(words.toArray(String[]::new)).lines().toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "PROXY"})
    @Order(2)
    void thisProgramSignsInFromAnotherContainer(Way way) {
        String identity = podman.run(ours(way));

        assertTrue(
                identity.contains("arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnlyAccess_"), identity);
    }

    @Test
    @Order(2)
    void thisProgramSendsNoSecretsInTheClearToAnotherContainer() {
        Podman.Result refused = podman.tryToRun(ours(Way.HTTP));

        assertEquals(2, refused.exit(), refused::err);
        assertTrue(refused.err().contains("invalid endpoint AWS_ENDPOINT_URL"), refused::err);
    }

    private static String[] ours(Way way) {
        List<String> words = client(way);
        words.addAll(List.of("-e", "AWS_DEFAULT_SSO_START_URL=" + START_URL));
        words.addAll(List.of("-e", "AWS_DEFAULT_SSO_REGION=us-east-1", "--entrypoint=bash", IMAGE, "-c"));
        words.add("aws-sso login --use-device-code >&2 && aws-sso getcallerid -a 111111111111 -r ReadOnlyAccess");
        return words.toArray(String[]::new);
    }

    // A container of its own on the network of the sandbox, as a person who is not root.
    private static List<String> client(Way way) {
        List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=" + NAME, "--user=1000:1000"));
        words.addAll(List.of("-e", "HOME=/tmp", "-e", "AWS_DEFAULT_REGION=us-east-1"));
        words.add("-v=" + folder + "/ca.pem:/shared/ca.pem:ro");
        words.addAll(List.of("-e", way.variable, "-e", "AWS_CA_BUNDLE=/shared/ca.pem"));
        return words;
    }

    @Test
    @Order(3)
    void itStopsAtOnceWhenItIsAskedTo() {
        long start = System.nanoTime();
        podman.run("stop", "--time=" + LONGEST_STOP.toSeconds(), NAME);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        // 137 when it had to be killed.
        assertEquals("0", podman.run("inspect", "--format={{.State.ExitCode}}", NAME), took::toString);
    }
}
