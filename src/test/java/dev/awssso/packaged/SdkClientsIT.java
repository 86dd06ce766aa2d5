package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The SDKs that people really use, as clients of the server: with the lines that {@code ecs env} prints, and with those
 * that the documents print. They want {@code target/python} and {@code target/javascript}, which {@code .ci/run} makes.
 */
@Tag("slow")
class SdkClientsIT {

    /** A client, by the command that prints the access key id it found, or, the AWS CLI, whose key that is. */
    enum Client {
        AWS_CLI("\"$PYTHON\"/aws sts get-caller-identity --query Arn --output text"),
        BOTO3("\"$PYTHON\"/python \"$PROJECT\"/src/test/python/container_credentials.py"),
        JAVASCRIPT("(cd \"$PROJECT\" && node src/test/javascript/container-credentials.mjs)"),
        JAVA(
                "\"$JAVA\" -XX:TieredStopAtLevel=1 -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp \"$CLASSES\" "
                        + JavaSdkClient.class.getName());

        private final String command;

        Client(String command) {
            this.command = command;
        }
    }

    /** What is in a slot. */
    record Loaded(String key, String role) {

        void assertFoundBy(Client client, String out) {
            if (client == Client.AWS_CLI) {
                assertTrue(out.startsWith(role), out);
            } else {
                assertEquals(key, out);
            }
        }
    }

    private static final String ROLE = "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_AdministratorAccess_";
    private static final String OTHER_ROLE = "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_ReadOnlyAccess_";

    // The shared files would come first in every SDK.
    private static final String BARE = "export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null "
            + "AWS_EC2_METADATA_DISABLED=true AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n";
    private static final String TOKEN = "admin-token-0123456789-abcdefghijklmnop";
    private static final String NAME = "a/b c%é";
    private static final String CONFIG =
            """
            [sso-session corp]
            sso_start_url = %s
            sso_region = us-east-1

            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = AdministratorAccess

            [profile "a/b c%%é"]
            sso_session = corp
            sso_account_id = 222222222222
            sso_role_name = ReadOnlyAccess
            """;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private DocumentedHome person;
    private RunningProgram server;
    private Path audit;
    private int markers;

    @BeforeEach
    void prepare() {
        Path project = Path.of("").toAbsolutePath();
        person = new DocumentedHome(home, sandbox)
                .with("LANG", "C.UTF-8")
                .with("PROJECT", project.toString())
                .with("PYTHON", project.resolve("target/python/bin").toString())
                .with(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .with("CLASSES", System.getProperty("java.class.path"))
                .file(".aws/config", CONFIG.formatted(sandbox.startUrl()));
        audit = home.resolve("audit");
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    private void serve(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--audit-log";
        all[1] = audit.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        server = PackagedProgram.at(home).with(sandbox.environment()).startServer(all);
        person.with("AWS_SSO_ECS_SERVER", "127.0.0.1:" + server.url().getPort());
        typed("aws-sso login --sso-session corp; aws-sso ecs load --profile dev; "
                + "aws-sso ecs load --slotted --profile '" + NAME + "'");
    }

    private void guard() {
        typed("aws-sso ecs bearer-token -t 'Bearer " + TOKEN + "'");
        serve();
    }

    private Result typed(String script) {
        Result result = person.run(script);
        assertEquals(0, result.exit(), result.err());
        return result;
    }

    // What the client finds with this before it, and that it asked for it once.
    private String found(Client client, String before) throws IOException {
        int earlier = reads();
        Result result = typed("set -e\n" + before + "\n" + BARE + client.command);
        assertEquals(1, reads() - earlier, Files.readString(audit));
        return result.out().trim();
    }

    // Lines are written off the path of a request: the answer to a marker's comes after all that were before it.
    private int reads() throws IOException {
        String marker = "marker-" + ++markers;
        person.run("aws-sso ecs unload --profile " + marker);
        long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
        while (!Files.readString(audit).contains("slot=\"" + marker + '"')) {
            assertTrue(System.nanoTime() < end, "no line of " + marker);
            Thread.onSpinWait();
        }
        return (int) Files.readAllLines(audit).stream()
                .filter(line -> line.contains(" GET ") && line.contains("slot="))
                .count();
    }

    private Loaded inDefaultSlot() {
        return new Loaded(keyOf("/"), ROLE);
    }

    private Loaded inNamedSlot() {
        return new Loaded(keyOf("/slot/a%2Fb%20c%25%C3%A9"), OTHER_ROLE);
    }

    private String keyOf(String path) {
        String key = typed("curl -sf -H 'Authorization: Bearer " + TOKEN + "' http://127.0.0.1:"
                        + server.url().getPort() + path + " | sed 's/.*\"AccessKeyId\":\"\\([A-Z0-9]*\\)\".*/\\1/'")
                .out()
                .trim();
        assertTrue(key.startsWith("ASIA"), key);
        return key;
    }

    // The default slot and a named one, with the lines that we print, without a token.
    @Rows({"C1", "C5"})
    @ParameterizedTest
    @EnumSource
    void findsBothSlotsWithoutAToken(Client client) throws IOException {
        serve();
        Loaded unnamed = inDefaultSlot();
        Loaded named = inNamedSlot();

        unnamed.assertFoundBy(client, found(client, "eval \"$(aws-sso ecs env --shell bash)\""));
        named.assertFoundBy(client, found(client, "eval \"$(aws-sso ecs env --shell bash --slot '" + NAME + "')\""));
    }

    // A read token of each slot in the variable, as `ecs env` prints them; then the admin token in a file.
    @Rows("C1")
    @ParameterizedTest
    @EnumSource
    void findsBothSlotsWithATokenInAVariableAndInAFile(Client client) throws IOException {
        guard();
        Path file = home.resolve("token");
        Files.writeString(file, "Bearer " + TOKEN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Loaded unnamed = inDefaultSlot();
        Loaded named = inNamedSlot();

        unnamed.assertFoundBy(client, found(client, "eval \"$(aws-sso ecs env --shell bash 2> /dev/null)\""));
        named.assertFoundBy(client, found(client, "eval \"$(aws-sso ecs env --shell bash --slot '" + NAME + "')\""));
        unnamed.assertFoundBy(
                client,
                found(
                        client,
                        "export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=" + file
                                + "\neval \"$(aws-sso ecs env --shell bash)\"\n"
                                + "test -z \"${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE+set}\"\n"
                                + "unset AWS_CONTAINER_AUTHORIZATION_TOKEN\n"
                                + "export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=" + file));
    }

    @Rows("C14")
    @ParameterizedTest
    @EnumSource
    void doesNotAskAProxyForThisMachine(Client client) throws IOException {
        serve();
        Loaded unnamed = inDefaultSlot();
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + proxy.getLocalPort();
            unnamed.assertFoundBy(
                    client,
                    found(
                            client,
                            "export HTTP_PROXY=" + url + " http_proxy=" + url + " HTTPS_PROXY=" + url
                                    + "\neval \"$(aws-sso ecs env --shell bash)\""));
            proxy.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, proxy::accept);
        }
    }

    // An empty slot is said in our words, and told apart from a server that is worth asking again.
    @Rows("C13")
    @ParameterizedTest
    @EnumSource(names = {"AWS_CLI", "JAVA"})
    void showsOurMessageOfAnEmptySlot(Client client) throws IOException {
        serve();
        typed("aws-sso ecs unload");
        int before = reads();

        Result result =
                person.run("eval \"$(aws-sso ecs env --shell bash)\"\n" + BARE + "set -o pipefail\n" + client.command);

        assertNotEquals(0, result.exit());
        assertTrue(result.err().contains("No role is loaded in the default slot. Run: aws-sso ecs load"), result.err());
        if (client == Client.JAVA) {
            assertEquals(1, reads() - before);
        }
    }

    @Test
    void theDocumentedLinesPrintTheLoadedRole() {
        serve();
        int port = server.url().getPort();

        for (Map.Entry<String, String> row : Map.of(
                        "/creds", ROLE,
                        "/", ROLE,
                        "/slot/a%2Fb%20c%25%C3%A9", OTHER_ROLE)
                .entrySet()) {
            String url = "http://localhost:" + port + row.getKey();
            Result result = typed(BARE + "AWS_CONTAINER_CREDENTIALS_FULL_URI='" + url
                    + "' \"$PYTHON\"/aws sts get-caller-identity --query Arn --output text");
            assertTrue(result.out().startsWith(row.getValue()), result.out());
        }
    }

    @Test
    void theDocumentedTokenIsDemanded() {
        guard();
        String ask = "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:"
                + server.url().getPort() + "/creds \"$PYTHON\"/aws sts get-caller-identity --query Arn --output text";

        Result with = typed(BARE + "export AWS_CONTAINER_AUTHORIZATION_TOKEN='Bearer " + TOKEN + "'\n" + ask);
        Result without = person.run(BARE + ask);
        Result wrong = person.run(BARE + "export AWS_CONTAINER_AUTHORIZATION_TOKEN='Bearer x" + TOKEN + "'\n" + ask);

        assertTrue(with.out().contains("AWSReservedSSO_AdministratorAccess_"), with.out());
        for (Result refused : List.of(without, wrong)) {
            assertNotEquals(0, refused.exit());
            assertEquals("", refused.out());
            assertTrue(refused.err().contains("Not authorised."), refused.err());
        }
    }
}
