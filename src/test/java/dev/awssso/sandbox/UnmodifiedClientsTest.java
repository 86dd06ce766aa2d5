package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.sandbox.ClientMatrix.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs of other people, unmodified, with 1200 accounts: over plain HTTP, TLS and the proxy as far as each can. The
 * matrix in {@code docs/reference/sandbox.md} is what they did here. {@code .ci/run} installs what it needs.
 */
@Tag("slow")
class UnmodifiedClientsTest {

    private static final int ACCOUNTS = 1200;
    private static final Path BUILT = Path.of("target/clients").toAbsolutePath();
    private static final Path PYTHON = Path.of("target/python/bin").toAbsolutePath();
    private static final ClientMatrix MATRIX = new ClientMatrix();
    private static RunningSandbox sandbox;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        sandbox = RunningSandbox.start(
                SandboxOptions.DEFAULT.directory(ACCOUNTS, 4).listening(Listening.LOOPBACK.tls(true)),
                InstantSource.system());
    }

    @AfterAll
    static void end() throws IOException {
        sandbox.close();
        MATRIX.check();
    }

    private ClientHome home(ClientTransport transport) throws IOException {
        return new ClientHome(folder.resolve(transport.name()), sandbox, transport)
                .with("ACCOUNTS", String.valueOf(ACCOUNTS));
    }

    /** Builds a client with the tools of its language, from its source in a copy, and with their own caches. */
    private static void build(String source, List<String> command, Map<String, String> variables) throws Exception {
        Path copy = BUILT.resolve(source);
        try (var files = Files.walk(Path.of("src/test", source))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(Path.of("src/test", source).relativize(file));
                Files.createDirectories(target.getParent());
                if (!Files.exists(target) || !Files.readString(target).equals(Files.readString(file))) {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path log = BUILT.resolve(source + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        assertEquals(0, builder.start().waitFor(), () -> {
            try {
                return command + "\n" + Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    /** The calls of the sign-in one by one, then the chain of providers of the same SDK. */
    private static void sdk(String client, ClientHome home, ClientTransport transport, List<String> command)
            throws Exception {
        for (String kind : List.of("device", "pkce")) {
            List<String> done = home.run(plus(command, "signin", kind))
                    .lines()
                    .filter(line -> line.startsWith("ok "))
                    .map(line -> line.substring(3))
                    .toList();
            assertEquals(List.of(kind, "accounts", "credentials", "refresh", "logout"), done);
            MATRIX.worked(client, kind.equals("pkce") ? Step.PKCE : Step.DEVICE, transport);
        }
        MATRIX.worked(client, Step.ACCOUNTS, transport);
        MATRIX.worked(client, Step.LOGOUT, transport);
        profiles(client, home, transport, command);
    }

    private static void profiles(String client, ClientHome home, ClientTransport transport, List<String> command)
            throws Exception {
        home.signIn();
        identities(client, home, transport, plus(command, "identity", "direct"));
        chain(client, home, transport, plus(command, "identity", "chained"));
    }

    private static void identities(String client, ClientHome home, ClientTransport transport, List<String> direct)
            throws Exception {
        assertTrue(home.run(direct).contains("AWSReservedSSO_ReadOnlyAccess_"));
        MATRIX.worked(client, Step.CREDENTIALS, transport);
        home.refreshesThreeTimes(direct);
        MATRIX.worked(client, Step.REFRESH, transport);
    }

    private static void chain(String client, ClientHome home, ClientTransport transport, List<String> chained)
            throws Exception {
        assertTrue(home.run(chained).contains(":assumed-role/TargetRole/chained"));
        MATRIX.worked(client, Step.CHAIN, transport);
    }

    private static List<String> plus(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void go(ClientTransport transport) throws Exception {
        Path client = BUILT.resolve("go-client");
        build("go", List.of("go", "build", "-o", client.toString(), "."), Map.of());

        sdk("AWS SDK for Go", home(transport), transport, List.of(client.toString()));
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void terraform(ClientTransport transport) throws Exception {
        Path client = BUILT.resolve("go-client");
        build("go", List.of("go", "build", "-o", client.toString(), "."), Map.of());
        ClientHome home = home(transport);
        home.signIn();

        String name = "Terraform's credential library";
        identities(name, home, transport, List.of(client.toString(), "terraform", "direct"));
        chain(name, home, transport, List.of(client.toString(), "terraform", "chained"));
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void rust(ClientTransport transport) throws Exception {
        Path target = BUILT.resolve("rust-target");
        build("rust", List.of("cargo", "build", "--locked"), Map.of("CARGO_TARGET_DIR", target.toString()));

        sdk("AWS SDK for Rust", home(transport), transport, List.of(target + "/debug/sandbox-client"));
    }

    /** Node before 24 knows no proxy of its own, and the SDK brings none. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void javascript(ClientTransport transport) throws Exception {
        ClientHome home = home(transport)
                .with(
                        "NODE_MODULES_FOLDER",
                        Path.of("target/javascript/x").toAbsolutePath().toString());

        sdk(
                "AWS SDK for JavaScript",
                home,
                transport,
                List.of(
                        "node",
                        Path.of("src/test/javascript/sandbox-client.mjs")
                                .toAbsolutePath()
                                .toString()));
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void java(ClientTransport transport) throws Exception {
        ClientHome home = home(transport);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(home.javaTrust());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JavaClient.class.getName()));

        sdk("AWS SDK for Java", home, transport, command);
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void boto3(ClientTransport transport) throws Exception {
        sdk(
                "boto3",
                home(transport),
                transport,
                List.of(
                        PYTHON + "/python",
                        Path.of("src/test/python/sandbox_client.py")
                                .toAbsolutePath()
                                .toString()));
    }

    /** It has no sign-in of its own, but the operations of one. */
    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void awsCliVersion1(ClientTransport transport) throws Exception {
        ClientHome home = home(transport);
        String aws = PYTHON + "/aws";
        JsonObject client = JsonObject.parse(home.run(List.of(
                aws,
                "sso-oidc",
                "register-client",
                "--client-name",
                "cli",
                "--client-type",
                "public",
                "--scopes",
                "sso:account:access")));
        // As JSON: it would fetch a URL that it is given as a value.
        JsonObject ours = JsonObject.empty()
                .with("clientId", client.string("clientId").orElseThrow())
                .with("clientSecret", client.string("clientSecret").orElseThrow());
        String start = JsonStyle.COMPACT.write(ours.with("startUrl", SignedIn.START_URL));
        String code = JsonObject.parse(
                        home.run(List.of(aws, "sso-oidc", "start-device-authorization", "--cli-input-json", start)))
                .string("deviceCode")
                .orElseThrow();
        String create = JsonStyle.COMPACT.write(ours.with("grantType", "urn:ietf:params:oauth:grant-type:device_code")
                .with("deviceCode", code));
        String token = JsonObject.parse(home.run(List.of(aws, "sso-oidc", "create-token", "--cli-input-json", create)))
                .string("accessToken")
                .orElseThrow();
        MATRIX.worked("AWS CLI v1", Step.DEVICE, transport);

        awsCli("AWS CLI v1", aws, home, transport, token);
        chain("AWS CLI v1", home, transport, List.of(aws, "sts", "get-caller-identity", "--profile", "chained"));
        // The refreshes ended the first token.
        String last = home.token().string("accessToken").orElseThrow();
        home.run(List.of(aws, "sso", "logout", "--access-token", last));
        MATRIX.worked("AWS CLI v1", Step.LOGOUT, transport);
    }

    private static void awsCli(String client, String aws, ClientHome home, ClientTransport transport, String token)
            throws Exception {
        String accounts = home.run(List.of(aws, "sso", "list-accounts", "--access-token", token, "--output", "json"));
        assertEquals(ACCOUNTS, JsonObject.parse(accounts).array("accountList").size());
        MATRIX.worked(client, Step.ACCOUNTS, transport);
        home.signIn();
        List<String> identity = List.of(aws, "sts", "get-caller-identity", "--output", "text", "--profile");
        identities(client, home, transport, plus(identity, "direct"));
    }

    /** Debian's, of 2022, knows no variable for endpoints: through the proxy it needs none. */
    @Test
    void awsCliVersion2() throws Exception {
        String aws = "/usr/bin/aws";
        ClientTransport transport = ClientTransport.PROXY;
        ClientHome home = home(transport);
        home.run(List.of(aws, "sso", "login", "--profile", "direct", "--no-browser"));
        assertTrue(Files.exists(home.tokenFile()));
        MATRIX.worked("AWS CLI v2", Step.DEVICE, transport);
        String token = home.token().string("accessToken").orElseThrow();

        // Its chain of this version fails behind an sso-session, with AWS too; it works behind the older form.
        awsCli("AWS CLI v2", aws, home, transport, token);
        home.run(List.of(aws, "sso", "login", "--profile", "legacy", "--no-browser"));
        chain("AWS CLI v2", home, transport, List.of(aws, "sts", "get-caller-identity", "--profile", "legacychained"));
        home.run(List.of(aws, "sso", "logout"));
        assertFalse(Files.exists(home.tokenFile()));
        MATRIX.worked("AWS CLI v2", Step.LOGOUT, transport);
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void awsSsoUtil(ClientTransport transport) throws Exception {
        String client = "aws-sso-util";
        String tool = PYTHON + "/aws-sso-util";
        ClientHome home = home(transport)
                .with("AWS_DEFAULT_SSO_START_URL", SignedIn.START_URL)
                .with("AWS_DEFAULT_SSO_REGION", "us-east-1");
        home.run(List.of(tool, "login", "--headless"));
        MATRIX.worked(client, Step.DEVICE, transport);
        String listed = home.run(List.of(tool, "roles", "--account", "111111111111"));
        assertTrue(listed.contains("PowerUserAccess"), listed);
        String keys = home.run(List.of(
                tool,
                "credential-process",
                "--start-url",
                SignedIn.START_URL,
                "--region",
                "us-east-1",
                "--account-id",
                "111111111111",
                "--role-name",
                "ReadOnlyAccess"));
        assertTrue(JsonObject.parse(keys).string("AccessKeyId").orElseThrow().startsWith("ASIA"));
        MATRIX.worked(client, Step.CREDENTIALS, transport);
        home.run(List.of(tool, "logout"));
        MATRIX.worked(client, Step.LOGOUT, transport);
    }

    /** It has its host names built in, signs in by itself and keeps the sign-in in a file that it encrypts. */
    @Test
    void awsVault() throws Exception {
        Path vault = BUILT.resolve("aws-vault");
        build(
                "go/vault",
                List.of("go", "build", "-mod=mod", "-o", vault.toString(), "github.com/99designs/aws-vault/v7"),
                Map.of());
        ClientTransport transport = ClientTransport.PROXY;
        ClientHome home =
                home(transport).with("AWS_VAULT_BACKEND", "file").with("AWS_VAULT_FILE_PASSPHRASE", "sandbox");
        long signIns = sandbox.tokenCalls("urn:ietf:params:oauth:grant-type:device_code");

        String direct = home.run(
                List.of(vault.toString(), "exec", "legacy", "--", PYTHON + "/aws", "sts", "get-caller-identity"));

        assertTrue(direct.contains("AWSReservedSSO_ReadOnlyAccess_"), direct);
        assertEquals(signIns + 1, sandbox.tokenCalls("urn:ietf:params:oauth:grant-type:device_code"));
        MATRIX.worked("aws-vault", Step.DEVICE, transport);
        MATRIX.worked("aws-vault", Step.CREDENTIALS, transport);
        String chained = home.run(List.of(
                vault.toString(), "exec", "legacychained", "--", PYTHON + "/aws", "sts", "get-caller-identity"));
        assertTrue(chained.contains(":assumed-role/TargetRole/"), chained);
        MATRIX.worked("aws-vault", Step.CHAIN, transport);
    }
}
