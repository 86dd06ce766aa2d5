package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code credential-process} as SDKs call it: many at once, by real clients, and in a circle. */
class CredentialProcessIT {

    private static final String ROLE = "--account-id 111111111111 --role-name PowerUserAccess ";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private DocumentedHome person;

    @BeforeEach
    void signIn() {
        person = new DocumentedHome(home, sandbox);
        Result result = person.run("aws-sso getcallerid --start-url https://d-987654321d.awsapps.com/start " + ROLE);
        assertEquals(0, result.exit(), result.err());
        sandbox.controls().resetCalls();
    }

    @Test
    void twentyAtOnceShareOneFetchAndOneRefresh() {
        Result result = person.run(
                """
                for f in .aws/sso/cache/*.json; do
                  sed -i 's/"expiresAt": "[^"]*"/"expiresAt": "2020-01-01T00:00:00Z"/' $f
                done
                for i in $(seq 20); do
                  aws-sso credential-process %s > answer-$i & pids="$pids $!"
                done
                for pid in $pids; do wait $pid || echo failed; done
                cat answer-* | sort -u | wc -l
                cat answer-1
                """
                        .formatted(ROLE));
        assertTrue(
                result.out()
                        .matches("1\n\\{\"Version\":1,\"AccessKeyId\":\"ASIA\\w+\",\"SecretAccessKey\":\"[^\"]+\","
                                + "\"SessionToken\":\"[^\"]+\",\"Expiration\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\","
                                + "\"AccountId\":\"111111111111\"}\n"),
                result.out() + result.err());
        assertEquals(1, sandbox.calls("GetRoleCredentials"));
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void neverAsksAndSaysWhatToRun() {
        Result result = person.run("rm .aws/sso/cache/*.json; aws-sso credential-process --start-url "
                + "https://d-987654321d.awsapps.com/start " + ROLE);
        assertEquals(3, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().contains("try: aws-sso login"), result.err());
        assertTrue(result.opened().isEmpty());
    }

    @Test
    void aCircleEndsInOneClearError() {
        person.file(".aws/config", "[profile loop]\ncredential_process = aws-sso credential-process --profile loop\n");
        Result result = person.run("aws-sso credential-process --profile loop");
        assertEquals(7, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().contains("loop -> loop"), result.err());
        assertEquals(
                1,
                result.err().lines().filter(line -> line.startsWith("aws-sso:")).count(),
                result.err());
    }

    @Test
    void servesAnotherProfileThroughAProgramThatIsThisOne() {
        person.file(
                ".aws/config",
                "[profile blah]\ncredential_process = aws-sso dumpcreds --credential-helper --start-url "
                        + "https://d-987654321d.awsapps.com/start --sso-acct-id 111111111111 --sso-role-name \"SSO_TargetRole\"\n");
        Result result = person.run("aws-sso getcallerid --profile blah");
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("AWSReservedSSO_SSO_TargetRole_"), result.out());
    }

    @Test
    @Tag("slow")
    void worksFromTheAwsCliAndBoto3() {
        Path python = Path.of("target/python/bin").toAbsolutePath();
        assertTrue(Files.exists(python.resolve("aws")), "no real clients: see .ci/run");
        person.file(
                ".aws/config",
                "[profile blah]\nregion = us-east-1\ncredential_process = " + PackagedProgram.location()
                        + " credential-process --start-url https://d-987654321d.awsapps.com/start " + ROLE + "\n");
        Result result = person.run(python + "/aws sts get-caller-identity --profile blah --query Arn\n" + python
                + "/python -c 'import boto3; print(boto3.Session(profile_name=\"blah\").client(\"sts\")"
                + ".get_caller_identity()[\"Arn\"])'");
        assertEquals(0, result.exit(), result.err());
        assertEquals(
                2,
                result.out()
                        .lines()
                        .filter(line -> line.contains("AWSReservedSSO_PowerUserAccess_"))
                        .count(),
                result.out());
    }

    @Test
    @Tag("slow")
    void keepsAChildsCredentialsFreshThroughThreeExpiries() {
        Path python = Path.of("target/python/bin/python").toAbsolutePath();
        assertTrue(Files.exists(python), "no real clients: see .ci/run");
        // Renewed at half of it, handed out until 30 s before its end: sets end after 80, 120 and 160 s.
        sandbox.roleCredentialsLast(Duration.ofSeconds(80));
        person.file(
                "work.py",
                """
                import boto3, time
                sts = boto3.client("sts", region_name="us-east-1")
                keys, end = set(), time.time() + 165
                while time.time() < end:
                    sts.get_caller_identity()
                    keys.add(sts._request_signer._credentials.access_key)
                    time.sleep(1)
                print(len(keys))
                """);
        Result result = person.run(10, "aws-sso run-as " + ROLE + python + " work.py");
        assertEquals(0, result.exit(), result.err());
        assertTrue(Integer.parseInt(result.out().strip()) >= 4, result.out());
    }

    @Test
    void noSecretIsInStderrOrInAnyCommandLine() {
        sandbox.marksSecrets("CaNaRy4711");
        person.run("rm -rf .aws");
        Result result = person.run(
                """
                sso="--debug --start-url https://d-987654321d.awsapps.com/start"
                chain="--assume-roles arn:aws:iam::222222222222:role/TargetRole"
                see='cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\\\0" " " >> seen'
                aws-sso getcallerid $sso %1$s > /dev/null
                aws-sso run-as $sso %1$s $chain sh -c "$see"
                aws-sso runas $sso %1$s -c "$see"
                aws-sso dumpcreds $sso %1$s > /dev/null
                aws-sso credential-process $sso %1$s > /dev/null
                aws-sso console $sso --no-browser %1$s > /dev/null
                aws-sso getcallerid $sso %1$s --assume-roles arn:aws:iam::222222222222:role/DeniedRole
                aws-sso getcallerid $sso --account-id 222222222222 --role-name NotMine
                aws-sso console $sso --destination /x --duration 1 %1$s
                cp $(get-aws-oidc-accessToken-cache) broken; truncate -s -5 broken
                aws-sso importcache --debug --accesstoken-cache file://$HOME/broken
                cat seen >&2
                """
                        .formatted(ROLE));
        assertTrue(result.err().contains("credential-process") || result.err().contains("run-as"), "saw no process");
        assertFalse(result.err().contains("CaNaRy"), () -> result.err());
        assertTrue(person.run("grep -rl CaNaRy .aws | head -1").out().contains("cache"), "no canary in use");
    }
}
