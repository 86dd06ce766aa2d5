package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.packaged.PackagedProgram.Result;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.SandboxAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI version 2 of this machine, with our config files and the shared sign-in. Skipped where there is none. */
@Tag("slow")
class AwsCliV2IT {

    private static final Optional<Path> AWS = AwsCliV2.find();

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @BeforeEach
    void awsCliOfVersion2() throws IOException {
        assumeTrue(AWS.isPresent(), "no AWS CLI version 2 on this machine: apt-get install awscli");
        AwsCliV2.endpointRules(home.resolve("data"), sandbox.url());
    }

    private Result ours(String... words) {
        return PackagedProgram.at(home).with(sandbox.environment()).run(words);
    }

    private Result aws(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(AWS.orElseThrow().toString()));
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

    private static void works(Result result) {
        assertEquals(0, result.exit(), result.out() + result.err());
    }

    @Test
    void findsEveryProfileThatWeWrite() throws Exception {
        sandbox.controls()
                .put(new SandboxAccount(
                        "444444444444", "it's [a] \"name\" #; =\\ $(id)", null, List.of("Reader", "a=b,c@d")));
        sandbox.controls().put(new SandboxAccount("555555555555", "default", null, List.of("Reader")));
        works(ours("login", "--use-device-code"));
        Result dumped = ours("dumpconfig");
        works(dumped);
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), dumped.out());

        Result listed = aws("configure", "list-profiles");

        works(listed);
        TreeSet<String> printed = new TreeSet<>();
        dumped.out()
                .lines()
                .filter(line -> line.startsWith("[profile "))
                .forEach(line -> printed.add(line.substring(9, line.length() - 1)));
        int roles = sandbox.controls().accounts().stream()
                .mapToInt(account -> account.roles().size())
                .sum();
        assertEquals(roles, printed.size());
        assertEquals(printed, new TreeSet<>(listed.out().lines().toList()));
    }

    @Test
    void worksAfterOurSignInAndNeedsNoneOfItsOwn() throws Exception {
        works(ours("login", "--use-device-code"));
        works(ours("configure", "populate", "--region", "eu-west-1"));

        Result identity = aws("sts", "get-caller-identity", "--profile", "my-acct-1-PowerUserAccess");

        works(identity);
        assertTrue(identity.out().contains("AWSReservedSSO_PowerUserAccess"), identity.out());
        assertEquals(1, sandbox.tokenCalls("urn:ietf:params:oauth:grant-type:device_code"));
        assertFalse(identity.err().contains("sso login"), identity.err());
    }

    @Test
    void worksWithTheOldStyleToo() throws Exception {
        works(ours("login", "--use-device-code"));
        works(ours("configure", "populate", "--region", "eu-west-1", "--legacy"));

        works(aws("sts", "get-caller-identity", "--profile", "my-acct-1-PowerUserAccess"));
    }

    @Test
    void itsSignInIsOurs() throws Exception {
        works(ours(
                "configure",
                "profile",
                "dev",
                "--sso-start-url",
                sandbox.startUrl(),
                "--sso-region",
                "us-east-1",
                "--account-id",
                "111111111111",
                "--role-name",
                "PowerUserAccess",
                "--region",
                "eu-west-1"));
        works(aws("sso", "login", "--profile", "dev", "--no-browser"));
        int signIns = sandbox.calls("CreateToken");

        Result status = ours("status", "--output", "json");
        works(status);
        assertTrue(status.out().contains("\"state\": \"valid\""), status.out());
        works(ours("getcallerid", "--profile", "dev"));
        works(ours("roles"));
        assertEquals(signIns, sandbox.calls("CreateToken"));

        works(ours("logout"));
        assertTrue(aws("sts", "get-caller-identity", "--profile", "dev").exit() != 0, "the sign-in is gone for both");
    }
}
