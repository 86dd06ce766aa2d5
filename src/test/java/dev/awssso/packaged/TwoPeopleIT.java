package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.packaged.PackagedProgram.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The AWS CLI, versions 1 and 2, beside us with two sessions of one start URL: each of its profiles is the person who
 * signed in to its session, whoever did so first and with which tool. Version 1 has no sign-in of its own.
 */
@Tag("slow")
class TwoPeopleIT {

    private static final Path VERSION_1 = Path.of("target/python/bin/aws").toAbsolutePath();

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @BeforeEach
    void configure() throws IOException {
        AwsCliV2.endpointRules(home.resolve("data"), sandbox.url());
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                session("nonprod") + session("prod") + profile("a", "nonprod") + profile("b", "prod"));
    }

    private String session(String name) {
        return "[sso-session " + name + "]\nsso_start_url = " + sandbox.startUrl()
                + "\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n\n";
    }

    private static String profile(String name, String session) {
        return "[profile " + name + "]\nsso_session = " + session + "\nsso_account_id = 111111111111\n"
                + "sso_role_name = AdministratorAccess\nregion = us-east-1\n\n";
    }

    private Result aws(Path program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "PATH", System.getenv("PATH"),
                        "AWS_ENDPOINT_URL", sandbox.url(),
                        "AWS_DATA_PATH", home.resolve("data").toString(),
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "BROWSER", "true"));
        int exit = builder.start().waitFor();
        return new Result(exit, Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }

    private Result ours(String... words) {
        return PackagedProgram.at(home).with("AWS_ENDPOINT_URL", sandbox.url()).run(words);
    }

    private void signIn(String user, String tool, String session, String profile) throws Exception {
        sandbox.signsIn(user);
        Result result = tool.equals("ours")
                ? ours("login", "--use-device-code", "--sso-session", session)
                : aws(version2(), "sso", "login", "--profile", profile, "--no-browser");
        assertEquals(0, result.exit(), result.out() + result.err());
    }

    private static Path version2() {
        return AwsCliV2.find().orElseThrow();
    }

    private void assertIs(String user, String profile) throws Exception {
        List<Result> results = List.of(
                aws(version2(), "sts", "get-caller-identity", "--profile", profile),
                aws(VERSION_1, "sts", "get-caller-identity", "--profile", profile),
                ours("getcallerid", "--profile", profile));
        for (Result result : results) {
            assertEquals(0, result.exit(), result.out() + result.err());
            assertTrue(result.out().contains("/" + user + "\""), result.out());
        }
    }

    @ParameterizedTest
    @CsvSource({"nonprod, ours, aws", "nonprod, aws, ours", "prod, ours, aws", "prod, aws, ours", "prod, ours, ours"})
    void eachProfileIsThePersonOfItsSession(String first, String firstTool, String secondTool) throws Exception {
        assumeTrue(AwsCliV2.find().isPresent(), "no AWS CLI version 2 on this machine: apt-get install awscli");
        assertTrue(Files.exists(VERSION_1), "no real clients: see .ci/run");
        boolean nonprodFirst = first.equals("nonprod");
        signIn("first@example.com", firstTool, first, nonprodFirst ? "a" : "b");
        signIn("second@example.com", secondTool, nonprodFirst ? "prod" : "nonprod", nonprodFirst ? "b" : "a");

        assertIs(nonprodFirst ? "first@example.com" : "second@example.com", "a");
        assertIs(nonprodFirst ? "second@example.com" : "first@example.com", "b");
    }

    /** What the AWS CLI keeps by itself after a sign-in of its own is its own affair; ours leaves it nothing. */
    @ParameterizedTest
    @CsvSource({"ours", "aws"})
    void aSecondPersonUnderOneSessionGetsNothingOfTheFirst(String tool) throws Exception {
        assumeTrue(AwsCliV2.find().isPresent(), "no AWS CLI version 2 on this machine: apt-get install awscli");
        signIn("first@example.com", "ours", "nonprod", "a");
        assertIs("first@example.com", "a");
        assertEquals(0, ours("credential-process", "--profile", "a").exit());
        sandbox.controls().resetCalls();

        sandbox.signsIn("second@example.com");
        Result signedIn = tool.equals("ours")
                ? ours("login", "--use-device-code", "--sso-session", "nonprod", "--force-refresh")
                : aws(version2(), "sso", "login", "--profile", "a", "--no-browser");
        assertEquals(0, signedIn.exit(), signedIn.out() + signedIn.err());

        assertEquals(0, ours("credential-process", "--profile", "a").exit());
        assertEquals(
                List.of("second@example.com"),
                sandbox.callsOf("GetRoleCredentials").stream()
                        .map(call -> call.facts().get("user"))
                        .toList());
        if (tool.equals("ours")) {
            assertIs("second@example.com", "a");
        }
    }
}
