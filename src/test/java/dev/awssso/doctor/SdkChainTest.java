package dev.awssso.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.doctor.ExaminedHome.Examination;
import dev.awssso.ecs.client.RecordingListener;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code doctor --client} says an SDK will do, beside what the real SDK does there: each place that keys may come
 * from has keys of its own. The SDKs are those of {@code target/python}, {@code target/javascript} and {@code
 * target/java-sdk}, which {@code .ci/run} makes, and of the Go module cache.
 */
@Tag("slow")
class SdkChainTest {

    private static final String URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String ENVIRONMENT = "AKIAENVIRONMENT00000";
    private static final String ONE = "AKIAPROFILEONE000000";
    private static final String TWO = "AKIAPROFILETWO000000";
    private static final String DEFAULT = "AKIAPROFILEDEFAULT00";
    private static final String PROCESS = "AKIAPROCESS000000000";
    private static final String CONTAINER = "ASIACONTAINER0000000";
    private static final String WEB = "ASIAWEBIDENTITY00000";
    private static final Map<String, String> SOURCES = Map.of(
            ENVIRONMENT, "environment",
            ONE, "profile",
            TWO, "profile",
            DEFAULT, "profile",
            PROCESS, "profile",
            CONTAINER, "container",
            WEB, "web-identity");
    private static final String DOCUMENT = "{\"AccessKeyId\":\"" + CONTAINER
            + "\",\"SecretAccessKey\":\"CANARY\",\"Token\":\"CANARY\",\"Expiration\":\"2099-01-01T00:00:00Z\","
            + "\"AccountId\":\"111111111111\"}";
    private static final String ASSUMED = "<AssumeRoleWithWebIdentityResponse "
            + "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleWithWebIdentityResult><Credentials>"
            + "<AccessKeyId>" + WEB + "</AccessKeyId><SecretAccessKey>CANARY</SecretAccessKey>"
            + "<SessionToken>CANARY</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
            + "<AssumedRoleUser><AssumedRoleId>AROAEXAMPLE0000:x</AssumedRoleId>"
            + "<Arn>arn:aws:sts::111111111111:assumed-role/R/x</Arn></AssumedRoleUser>"
            + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";

    /** One environment. */
    record Case(String name, Consumer<ExaminedHome> setting) {

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    static Path built;

    @TempDir
    Path folder;

    private static RecordingListener endpoint;
    private static RecordingListener sts;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("target/python/bin/python"))
                        && Files.isDirectory(Path.of("target/javascript/node_modules"))
                        && Files.isDirectory(Path.of("target/java-sdk")),
                "the real clients are not installed");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", sdkJars(), "-d", built.toString(), "src/test/sdk-java/Identities.java");
        assertEquals(0, compiled);
        Process go = new ProcessBuilder(
                        "go", "build", "-o", built.resolve("client").toString(), ".")
                .directory(Path.of("src/test/go").toFile())
                .redirectErrorStream(true)
                .start();
        String log = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, go.waitFor(), log);
        endpoint = RecordingListener.start(
                head -> head.startsWith("GET /healthcheck") ? RecordingListener.ALIVE : RecordingListener.ok(DOCUMENT));
        sts = RecordingListener.start(head -> RecordingListener.ok(ASSUMED).replace("application/json", "text/xml"));
    }

    @AfterAll
    static void end() throws IOException {
        if (endpoint != null) {
            endpoint.close();
            sts.close();
        }
    }

    private static String sdkJars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target/java-sdk"))) {
            return String.join(
                    ":", jars.map(jar -> jar.toAbsolutePath().toString()).toList());
        }
    }

    private static String profile(String header, String key) {
        return "[" + header + "]\naws_access_key_id = " + key + "\naws_secret_access_key = CANARY\n";
    }

    private static void keys(ExaminedHome home) {
        home.set("AWS_ACCESS_KEY_ID", ENVIRONMENT).set("AWS_SECRET_ACCESS_KEY", "CANARY");
    }

    private static void container(ExaminedHome home) {
        home.set(URI, "http://" + endpoint.address() + "/");
    }

    private static void web(ExaminedHome home) {
        home.file("web", "CANARY")
                .set("AWS_WEB_IDENTITY_TOKEN_FILE", home.path("web").toString())
                .set("AWS_ROLE_ARN", "arn:aws:iam::111111111111:role/R")
                .set("AWS_ENDPOINT_URL_STS", "http://" + sts.address());
    }

    private static void profiles(ExaminedHome home) {
        home.file(".aws/config", profile("profile one", ONE) + profile("profile two", TWO));
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(
                new Case("nothing", home -> {}),
                new Case("keys", SdkChainTest::keys),
                new Case("keys and a selected profile", home -> {
                    keys(home);
                    profiles(home);
                    home.set("AWS_PROFILE", "one");
                }),
                new Case("keys and a default profile", home -> {
                    keys(home);
                    home.file(".aws/config", profile("default", DEFAULT));
                }),
                new Case("keys that have expired", home -> {
                    keys(home);
                    home.set("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
                }),
                new Case("half of a pair and an endpoint", home -> {
                    home.set("AWS_ACCESS_KEY_ID", ENVIRONMENT);
                    container(home);
                }),
                new Case("old names of keys and an endpoint", home -> {
                    home.set("AWS_ACCESS_KEY", ENVIRONMENT).set("AWS_SECRET_KEY", "CANARY");
                    container(home);
                })));
        cases.addAll(profileCases());
        cases.addAll(webIdentityCases());
        cases.addAll(endpointCases());
        return cases;
    }

    private static List<Case> profileCases() {
        return List.of(
                new Case("default keys and an endpoint", home -> {
                    home.file(".aws/credentials", profile("default", DEFAULT));
                    container(home);
                }),
                new Case("a default profile without credentials and an endpoint", home -> {
                    home.file(".aws/config", "[default]\nregion = us-east-1\n");
                    container(home);
                }),
                new Case("a default credential_process and an endpoint", home -> {
                    home.file(".aws/config", "[default]\ncredential_process = cat " + home.path("keys.json") + "\n")
                            .file(
                                    "keys.json",
                                    "{\"Version\":1,\"AccessKeyId\":\"" + PROCESS
                                            + "\",\"SecretAccessKey\":\"CANARY\"}");
                    container(home);
                }),
                new Case("a default profile of Identity Center without a sign-in, and an endpoint", home -> {
                    home.file(
                            ".aws/config",
                            """
                            [default]
                            sso_session = corp
                            sso_account_id = 111111111111
                            sso_role_name = R
                            [sso-session corp]
                            sso_start_url = https://x.awsapps.com/start
                            sso_region = us-east-1
                            """);
                    container(home);
                }),
                new Case("a selected profile that does not exist, and an endpoint", home -> {
                    home.set("AWS_PROFILE", "gone");
                    container(home);
                }),
                new Case("a profile selected by the old name", home -> {
                    profiles(home);
                    home.set("AWS_DEFAULT_PROFILE", "two");
                }),
                new Case("two selected profiles", home -> {
                    profiles(home);
                    home.set("AWS_PROFILE", "one").set("AWS_DEFAULT_PROFILE", "two");
                }),
                new Case("a blank selected profile and an endpoint", home -> {
                    home.set("AWS_PROFILE", "");
                    container(home);
                }));
    }

    private static List<Case> webIdentityCases() {
        return List.of(
                new Case("a web identity", SdkChainTest::web),
                new Case("a web identity and a default profile", home -> {
                    web(home);
                    home.file(".aws/config", profile("default", DEFAULT));
                }),
                new Case("a web identity and an endpoint", home -> {
                    web(home);
                    container(home);
                }),
                new Case("a web identity without its role, and an endpoint", home -> {
                    web(home);
                    home.without("AWS_ROLE_ARN");
                    container(home);
                }));
    }

    private static List<Case> endpointCases() {
        return List.of(
                new Case("an endpoint", SdkChainTest::container),
                new Case("an endpoint by name", home -> home.set(URI, "http://localhost:" + endpoint.port() + "/")),
                new Case("an endpoint on another machine", home -> home.set(URI, "http://192.0.2.1/")),
                new Case("an endpoint that is blank", home -> home.set(URI, "")),
                new Case("an endpoint and a blank relative one", home -> {
                    container(home);
                    home.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
                }),
                new Case("a token and another one in a file", home -> {
                    container(home);
                    home.file("token", "of-the-file-0123456789")
                            .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "of-the-variable-0123456789")
                            .set(
                                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                    home.path("token").toString());
                }));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachSdkDoesWhatIsSaid(Case environment) throws Exception {
        Map<String, String> base = new LinkedHashMap<>();
        base.put("AWS_EC2_METADATA_DISABLED", "true");
        base.put("AWS_REGION", "us-east-1");
        base.put("AWS_DEFAULT_REGION", "us-east-1");
        // Nothing on the network is asked for the time.
        base.put("AWS_ENDPOINT_URL_SSO_OIDC", "http://" + sts.address());
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> done = new LinkedHashMap<>();
        for (SdkClient client : SdkClient.values()) {
            ExaminedHome home = new ExaminedHome(Files.createDirectory(folder.resolve(client.text())), base);
            environment.setting().accept(home);
            Examination examination = home.examine("--client", client.text());
            JsonObject source = (JsonObject)
                    JsonObject.parse(examination.out()).array("clients").get(0);
            String reason = examination.worst("client").string("reason").orElseThrow();
            int before = endpoint.received().length();
            String key = key(client, home);
            said.put(client.text(), source.string("source").orElseThrow());
            done.put(client.text(), SOURCES.getOrDefault(key, "none"));
            String sent = endpoint.received().substring(before);
            if (key.equals(CONTAINER) && reason.contains("TOKEN")) {
                String value = reason.endsWith("TOKEN_FILE") ? "of-the-file-" : "of-the-variable-";
                assertTrue(sent.contains("uthorization: " + value), client + ": " + reason + "\n" + sent);
            }
            if (key.equals(ONE) || key.equals(TWO)) {
                assertTrue(reason.contains(key.equals(ONE) ? "\"one\"" : "\"two\""), client + ": " + reason);
            }
        }
        assertEquals(done, said);
    }

    /** The access key id that the SDK finds, or why it finds none. */
    private String key(SdkClient client, ExaminedHome home) throws IOException, InterruptedException {
        return switch (client) {
            case PYTHON ->
                answer(
                        home,
                        List.of(
                                Path.of("target/python/bin/python")
                                        .toAbsolutePath()
                                        .toString(),
                                "src/test/python/identities.py"));
            case JS -> answer(home, List.of("node", "src/test/javascript/identities.mjs"));
            case JAVA ->
                answer(
                        home,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                built + ":" + sdkJars(),
                                "Identities"));
            case GO ->
                run(home.variables(), List.of(built.resolve("client").toString(), "keys"), "")
                        .strip();
        };
    }

    private String answer(ExaminedHome home, List<String> command) throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>(home.variables());
        // The programs make a link to the home there.
        variables.put("HOME", folder.resolve("link").toString());
        Map<String, Object> environment = new LinkedHashMap<>(home.variables());
        JsonObject question = JsonObject.empty()
                .with("home", home.path("").toString())
                .with("env", JsonObject.of(environment))
                .with("profiles", java.util.Arrays.asList((Object) null));
        String out = run(variables, command, JsonStyle.COMPACT.write(question) + "\n");
        JsonObject answer = (JsonObject) JsonObject.parse(out).array("answers").get(0);
        return answer.string("id").orElseGet(() -> answer.string("error").orElse(""));
    }

    private static String run(Map<String, String> variables, List<String> command, String in)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(in.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The client for Go reads nothing.
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), command::toString);
        return out;
    }
}
