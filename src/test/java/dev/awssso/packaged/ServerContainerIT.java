package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code Dockerfile.jvm}, or {@code Dockerfile.native} where the native program is under test, and the compose files beside
 * them: the server in a container with the sign-in of the host, read by boto3 in another. What was measured is written to
 * {@code target/container-figures.txt}.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ServerContainerIT {

    private static final String NAME =
            "aws-sso-server-" + ProcessHandle.current().pid();
    private static final String BASE = "localhost/" + NAME + "-base";
    private static final String IMAGE = "localhost/" + NAME;
    private static final String NETWORK = NAME + "-default";
    private static final String CREDENTIALS = NAME + "-credentials";
    private static final String SANDBOX = NAME + "-sandbox";
    private static final String SERVER = NAME + "-server";
    private static final String START_URL = "https://d-1234567890.awsapps.com/start";
    private static final Path PYTHON = Path.of("target/python");
    private static final Path FIGURES = Path.of("target/container-figures.txt");
    // A second is the aim, and no test depends on the time of a busy machine.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static Podman podman;
    private static Path home;
    private static Path secrets;
    private static String kind = "jvm";

    @BeforeAll
    static void buildsTheImageAndSignsInOnTheHost() throws Exception {
        assumeTrue(Podman.isUsable(), "podman, runc and iptables are missing, or this is not root");
        assumeTrue(Files.isExecutable(PYTHON.resolve("bin/python")), "target/python is missing; .ci/run makes it");
        podman = new Podman(folder);
        kind = PackagedProgram.isOnJvm() ? "jvm" : "native";
        home = Files.createDirectory(folder.resolve("home"));
        secrets = Files.createDirectory(folder.resolve("secrets"));
        buildImage();
        podman.run("network", "create", NETWORK);
        String subnet =
                new ComposeFile(Path.of("src/main/docker/compose-network.yaml"), home, secrets).subnet("credentials");
        podman.run("network", "create", "--subnet=" + subnet, CREDENTIALS);
        startSandbox();
        signIn();
    }

    private static void buildImage() throws IOException {
        Path root = Path.of("target/image-base").toAbsolutePath();
        Podman.Result made = podman.execute(
                List.of("src/test/containers/make-base", System.getProperty("java.home"), root.toString()));
        assertEquals(0, made.exit(), made::err);
        Path tar = folder.resolve("base.tar");
        Podman.Result packed = podman.execute(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
        assertEquals(0, packed.exit(), packed::err);
        podman.run("import", tar.toString(), BASE);
        Files.delete(tar);
        String dockerfile = "src/main/docker/Dockerfile." + kind;
        podman.run(
                "build",
                "--network=none",
                // The other format has no health check.
                "--format=docker",
                "--file=" + dockerfile,
                "--ignorefile=" + dockerfile + ".dockerignore",
                "--build-arg=BASE=" + BASE,
                "--tag=" + IMAGE,
                ".");
        long size = Long.parseLong(podman.run("image", "inspect", "--format={{.Size}}", IMAGE));
        long base = Long.parseLong(podman.run("image", "inspect", "--format={{.Size}}", BASE));
        note("image: %d MB, of which the base has %d MB".formatted(size / 1_000_000, base / 1_000_000));
    }

    private static void startSandbox() throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--name=" + SANDBOX, "--network=" + NETWORK));
        words.addAll(List.of("--network-alias=sandbox", "--publish=127.0.0.1::4150", IMAGE, "sandbox", "run"));
        words.addAll(List.of("--port", "4150", "--bind-ip", "0.0.0.0", "--allow-remote", "--allow-host", "sandbox"));
        words.addAll(List.of("--tls", "--auto-approve"));
        podman.run(words.toArray(String[]::new));
        HttpRequest certificate = HttpRequest.newBuilder(URI.create(published() + "/sandbox/ca.pem"))
                .build();
        for (int i = 0; ; i++) {
            try {
                HttpResponse<String> answer =
                        HttpClient.newHttpClient().send(certificate, HttpResponse.BodyHandlers.ofString());
                Files.writeString(folder.resolve("ca.pem"), answer.body());
                return;
            } catch (IOException e) {
                // It is starting.
                assertTrue(i < 300, () -> "no sandbox: " + logs(SANDBOX));
                Thread.sleep(100);
            }
        }
    }

    private static String published() {
        return "http://127.0.0.1:" + podman.run("port", SANDBOX, "4150/tcp").replaceFirst(".*:", "");
    }

    // As the person whose home it is would, who has the user id of the containers.
    private static void signIn() throws Exception {
        command("configure", "profile", "dev", "--sso-session", "my-sso", "--sso-start-url", START_URL)
                .with("--sso-region", "us-east-1", "--account-id", "111111111111", "--role-name", "ReadOnlyAccess")
                .run();
        command("login", "--use-device-code", "--profile", "dev").run();
        command("ecs", "bearer-token", "--generate").run();
        command(
                        "ecs",
                        "bearer-token",
                        "--print",
                        "--write",
                        secrets.resolve("aws_sso_admin").toString())
                .run();
        command(
                        "ecs",
                        "bearer-token",
                        "--slot",
                        "dev",
                        "--write",
                        secrets.resolve("aws_sso_dev").toString())
                .run();
        ownedByTheContainersUser();
    }

    private static void ownedByTheContainersUser() {
        // The folder is that of JUnit, which lets nobody else in.
        podman.execute(List.of("chmod", "755", folder.toString()));
        Podman.Result owned = podman.execute(List.of("chown", "-R", "1000:1000", home.toString(), secrets.toString()));
        assertEquals(0, owned.exit(), owned::err);
    }

    private record HostCommand(List<String> words) {

        HostCommand with(String... more) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(more));
            return new HostCommand(all);
        }

        void run() {
            PackagedProgram.Result result = PackagedProgram.at(home)
                    .with("AWS_ENDPOINT_URL", published())
                    .run(words.toArray(String[]::new));
            assertEquals(0, result.exit(), () -> words + ": " + result.err());
        }
    }

    private static HostCommand command(String... words) {
        return new HostCommand(List.of(words));
    }

    @AfterEach
    void removesTheServer() {
        podman.tryToRun("rm", "--force", "--time=1", SERVER);
    }

    @AfterAll
    static void removesEverything() {
        if (podman != null) {
            podman.tryToRun("rm", "--force", "--time=1", SANDBOX);
            podman.tryToRun("network", "rm", NETWORK);
            podman.tryToRun("network", "rm", CREDENTIALS);
            podman.tryToRun("rmi", "--force", IMAGE, BASE);
        }
    }

    @Test
    void withoutATokenItDoesNotStart() {
        Podman.Result refused = podman.tryToRun("run", "--rm", "--network=none", "--name=" + SERVER, IMAGE);

        assertEquals(2, refused.exit(), refused::err);
        assertEquals("", refused.out());
        assertTrue(refused.err().contains("token"), refused::err);
    }

    @Test
    void containersOfOneNetworkReadIt() throws Exception {
        ComposeFile compose = compose("compose-network.yaml");
        start(compose);
        assertItIsConfined();

        assertTrue(podman.run(application(compose, "app")).startsWith("ASIA"), "no keys");

        rotatesTheReadToken(compose);
        stops();
    }

    @Test
    void aContainerInItsNamespaceReadsIt() throws Exception {
        ComposeFile compose = compose("compose-namespace.yaml");
        start(compose);
        assertItIsConfined();

        assertTrue(podman.run(application(compose, "app")).startsWith("ASIA"), "no keys");

        stops();
    }

    private static ComposeFile compose(String name) throws IOException {
        return new ComposeFile(Path.of("src/main/docker", name), home, secrets)
                .named("default", NETWORK)
                .named("credentials", CREDENTIALS)
                .named("aws-sso", SERVER);
    }

    private static void start(ComposeFile compose) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--name=" + SERVER));
        words.addAll(compose.options("aws-sso"));
        words.addAll(List.of("--env=AWS_ENDPOINT_URL=https://sandbox:4150", "--env=AWS_CA_BUNDLE=/shared/ca.pem"));
        words.addAll(List.of("--volume=" + folder.resolve("ca.pem") + ":/shared/ca.pem:ro", IMAGE));
        words.addAll(compose.command("aws-sso"));
        podman.run(words.toArray(String[]::new));
        Podman.Result health = podman.tryToRun("healthcheck", "run", SERVER);
        for (int i = 0; health.exit() != 0; i++) {
            String why = health.out() + health.err();
            assertTrue(i < 50, () -> "it is not healthy: " + why + "\n" + logs(SERVER) + status());
            Thread.sleep(200);
            health = podman.tryToRun("healthcheck", "run", SERVER);
        }
    }

    private static String status() {
        Podman.Result status = podman.tryToRun("exec", SERVER, "aws-sso", "ecs", "status");
        return status.exit() + ": " + status.out() + status.err();
    }

    private static String logs(String container) {
        Podman.Result log = podman.tryToRun("logs", container);
        return log.out() + log.err();
    }

    private static void assertItIsConfined() {
        assertEquals("USER\n1000", podman.run("top", SERVER, "user").replaceAll(" +", ""));
        assertEquals("true", podman.run("inspect", "--format={{.HostConfig.ReadonlyRootfs}}", SERVER));
        assertNotEquals(
                0,
                podman.tryToRun("exec", SERVER, "bash", "-c", ": >/home/aws-sso/file")
                        .exit());
        assertEquals(
                "CapEff: 0000000000000000",
                podman.run("exec", SERVER, "grep", "CapEff", "/proc/1/status").replaceAll("\\s+", " "));
    }

    private static String[] application(ComposeFile compose, String service) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "--rm"));
        words.addAll(compose.options(service));
        words.add("--volume=" + Path.of("src/test/python").toAbsolutePath() + ":/clients:ro");
        // Debian's Python and libraries, or those of another place, and the packages beside them.
        Path python = PYTHON.resolve("bin/python").toRealPath().getParent().getParent();
        for (Path place : List.of(Path.of("/usr"), python)) {
            if (place.equals(Path.of("/usr")) || !place.startsWith("/usr")) {
                words.add("--volume=" + place + ":" + place + ":ro");
            }
        }
        Path packages = PYTHON.toRealPath();
        words.addAll(List.of("--volume=" + packages + ":" + packages + ":ro", BASE, packages + "/bin/python"));
        words.add("/clients/container_credentials.py");
        return words.toArray(String[]::new);
    }

    // Into the same file: a container sees the file that it was started with, and not one that took its name since.
    private static void rotatesTheReadToken(ComposeFile compose) throws Exception {
        Path token = secrets.resolve("aws_sso_dev");
        Path old = Files.createDirectories(folder.resolve("old")).resolve("aws_sso_dev");
        Files.copy(token, old, StandardCopyOption.REPLACE_EXISTING);
        Path fresh = folder.resolve("fresh");
        command("ecs", "bearer-token", "--slot", "dev", "--write", fresh.toString())
                .run();
        ownedByTheContainersUser();
        Files.write(token, Files.readAllBytes(fresh), StandardOpenOption.TRUNCATE_EXISTING);

        assertTrue(podman.run(application(compose, "app")).startsWith("ASIA"), "no keys for the new token");
        String[] withOldToken = application(compose, "app");
        for (int i = 0; i < withOldToken.length; i++) {
            withOldToken[i] = withOldToken[i].replace("=" + token + ":", "=" + old + ":");
        }
        Podman.Result refused = podman.tryToRun(withOldToken);
        assertNotEquals(0, refused.exit(), "the old token still opens it");
        assertTrue(refused.err().contains("403"), refused::err);
    }

    private static void stops() throws IOException {
        long start = System.nanoTime();
        podman.run("stop", "--time=" + LONGEST_STOP.toSeconds(), SERVER);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        // 137 when it had to be killed.
        assertEquals("0", podman.run("inspect", "--format={{.State.ExitCode}}", SERVER), took::toString);
        note("podman stop: %d ms".formatted(took.toMillis()));
    }

    private static void note(String figure) throws IOException {
        Files.writeString(FIGURES, kind + ": " + figure + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
