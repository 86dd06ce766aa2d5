package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command lines of the aws-login and run-as documents, as they are printed there but for the program's name. Each
 * group of lines does the same thing and is judged by the same rule.
 */
class DocumentedCommandsIT {

    private static final String SSO =
            "--start-url \"https://d-987654321d.awsapps.com/start\" --sso-acct-id 111111111111 ";
    private static final String DUMP = "aws-sso dumpcreds " + SSO + "--sso-role-name \"SSO_TargetRole\"";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.start();
        person = new DocumentedHome(home, sandbox)
                .file(
                        ".aws/config",
                        """
                        [sso-session my-sso]
                        sso_start_url = https://d-987654321d.awsapps.com/start
                        sso_region = us-east-1
                        [profile mySessionProfile]
                        sso_session = my-sso
                        sso_account_id = 111111111111
                        sso_role_name = SSO_TargetRole
                        [profile myStartingRole]
                        sso_session = my-sso
                        sso_account_id = 111111111111
                        sso_role_name = SSO_SourceRole
                        """);
        assertEquals(0, person.run(DUMP).exit());
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    private static String onlyLine(List<String> lines) {
        assertEquals(1, lines.size(), () -> "one line, not " + lines);
        return lines.get(0);
    }

    private static void succeeds(Result result) {
        assertEquals(0, result.exit(), result.err());
    }

    // --- console

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval \"$(" + DUMP + ")\"\naws-sso console",
                "aws-sso console --profile \"mySessionProfile\"",
                "eval \"$(" + DUMP
                        + ")\"\naws-sso console --assume-roles \"arn:aws:iam::222222222222:role/TargetRole\"",
                "eval \"$(" + DUMP
                        + ")\"\naws-sso console --assume-roles \"arn:aws:iam::111111111111:role/IntermediateRole, "
                        + "arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console --profile \"myStartingRole\" --assume-roles "
                        + "\"arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console --profile \"myStartingRole\" --assume-roles "
                        + "\"arn:aws:iam::111111111111:role/IntermediateRole, arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console " + SSO + "--sso-role-name \"SSO_TargetRole\"",
                "aws-sso console --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"SSO_TargetRole\"",
                "aws-sso console " + SSO
                        + "--sso-role-name \"SSO_SourceRole\" --assume-roles \"arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console " + SSO
                        + "--sso-role-name \"SSO_SourceRole\" --assume-roles \"arn:aws:iam::111111111111:role/"
                        + "IntermediateRole, arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"SSO_SourceRole\" --assume-roles \"arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"SSO_SourceRole\" --assume-roles \"arn:aws:iam::111111111111:role/"
                        + "IntermediateRole, arn:aws:iam::222222222222:role/TargetRole\"",
                "aws-sso console --use-cache " + SSO + "--sso-role-name \"SSO_TargetRole\"",
                "aws-sso console --use-cache --sso-acct-id 111111111111 --sso-role-name \"SSO_TargetRole\"",
                "aws-sso console --accesstoken-cache file://$(get-aws-oidc-accessToken-cache) "
                        + "--sso-acct-id 111111111111 --sso-role-name \"SSO_TargetRole\"",
            })
    void opensTheConsole(String line) {
        Result result = person.run(line);
        succeeds(result);
        assertEquals("", result.out());
        assertTrue(
                onlyLine(result.opened()).startsWith(sandbox.url() + "/federation?Action=login&"),
                result.opened()::toString);
    }

    @Test
    void printsTheConsolesAddressAndNothingElse() {
        Result result = person.run("aws-sso console --no-browser " + SSO + "--sso-role-name \"SSO_TargetRole\"");
        succeeds(result);
        assertTrue(onlyLine(result.out().lines().toList()).startsWith(sandbox.url() + "/federation?Action=login&"));
        assertEquals(List.of(), result.opened());
    }

    // --- dumpcreds

    @ParameterizedTest
    @ValueSource(
            strings = {
                DUMP,
                "aws-sso dumpcreds --profile \"mySessionProfile\"",
                "eval \"$(" + DUMP + ")\"\naws-sso dumpcreds",
                "eval \"$(" + DUMP + ")\"\naws-sso dumpcreds --outform linux",
                "eval \"$(" + DUMP + ")\"\naws-sso dumpcreds --outform mac",
            })
    void printsFourLinesForPosixShells(String line) {
        Result result = person.run(line);
        succeeds(result);
        List<String> lines = result.out().lines().toList();
        assertEquals(4, lines.size(), result.out());
        assertEquals("# Your session credentials are...", lines.get(0));
        assertTrue(lines.get(1).matches("export AWS_ACCESS_KEY_ID=ASIA\\w+"), lines.get(1));
        assertTrue(lines.get(2).matches("export AWS_SECRET_ACCESS_KEY=[A-Za-z0-9/+=._-]+"));
        assertTrue(lines.get(3).matches("export AWS_SESSION_TOKEN=[A-Za-z0-9/+=._-]+"));
    }

    @Test
    void printsLinesForCmdAndPowerShell() {
        List<String> cmd = person.run("eval \"$(" + DUMP + ")\"\naws-sso dumpcreds --outform windows")
                .out()
                .lines()
                .toList();
        assertEquals("REM Your session credentials are...", cmd.get(0));
        assertTrue(cmd.get(1).matches("SET AWS_ACCESS_KEY_ID=ASIA\\w+"));
        List<String> power = person.run("eval \"$(" + DUMP + ")\"\naws-sso dumpcreds --outform powershell")
                .out()
                .lines()
                .toList();
        assertEquals("# Your session credentials are...", power.get(0));
        assertTrue(power.get(1).matches("\\$Env:AWS_ACCESS_KEY_ID = 'ASIA\\w+'"));
    }

    @Test
    void theWholeStoryOfAssumingAnIdentityInAShell() {
        Result result = person.run("aws-sso getcallerid; echo \"code $?\"\n"
                + "aws-sso getcallerid " + SSO + "--sso-role-name \"SSO_TargetRole\"\n"
                + "source <(" + DUMP + ")\n"
                + "aws-sso getcallerid\n"
                + "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\n"
                + "aws-sso getcallerid; echo \"code $?\"\n");
        String document =
                """
                \\{
                    "UserId": "AROA\\w+:ima.user@example.com",
                    "Account": "111111111111",
                    "Arn": "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_SSO_TargetRole_\\w+/ima.user@example.com"
                }
                """;
        assertTrue(result.out().matches("code 3\n" + document + document + "code 3\n"), result.out());
        assertEquals(
                2,
                result.err()
                        .lines()
                        .filter("Cannot find any session credentials, unable to continue."::equals)
                        .count(),
                result.err());
    }

    // --- runas

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-sso runas --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"PowerUserAccess\" --command \"aws sts get-caller-identity\"",
                "aws-sso runas --profile \"myStartingRole\" --assume-roles "
                        + "\"arn:aws:iam::222222222222:role/OperatorRole\" --command \"MyProgramUsingAwsApi\"",
            })
    void runsShellTextAsAnIdentity(String line) {
        Result result = person.run(line);
        succeeds(result);
        String role = line.contains("OperatorRole")
                ? "222222222222:assumed-role/OperatorRole/ima.user@example.com"
                : "111111111111:assumed-role/AWSReservedSSO_PowerUserAccess_";
        assertTrue(result.out().contains("arn:aws:sts::" + role), result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-sso runas --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"PowerUserAccess\" --command \"aws iam list-roles\"",
                "aws-sso runas --sso-access-token $(get-aws-oidc-accessToken) --sso-acct-id 111111111111 "
                        + "--sso-role-name \"PowerUserAccess\" --command \"aws ec2 describe-instances\" --region us-east-2",
                "eval \"$(" + DUMP
                        + ")\"\naws-sso runas --assume-roles \"arn:aws:iam::222222222222:role/OperatorRole\" "
                        + "--command \"aws eks list-clusters\" --region us-east-2",
            })
    void runsShellTextInARegion(String line) {
        Result result = person.run(line);
        succeeds(result);
        String region = line.contains("--region") ? "us-east-2/us-east-2" : "none/none";
        assertTrue(
                onlyLine(result.awsCalls()).matches("(iam|ec2|eks) \\S+ key=ASIA\\w+ region=" + region),
                result.awsCalls()::toString);
    }

    @Test
    void runsShellTextOfManyLines() {
        Result result = person.run(
                """
                aws-sso runas --use-cache --sso-acct-id 111111111111 --sso-role-name "PowerUserAccess" --command '
                rolename=$(aws iam list-roles | jq -r ".Roles[] | select(.RoleName | startswith(\\"AppDeveloperRole-\\")) | .RoleName")
                test -z "$rolename" && exit 1
                echo "$rolename"
                aws iam tag-role  --role-name "$rolename" --tags "Key=OwnedBy, Value=Development"
                aws iam list-role-tags --role-name "$rolename"
                '
                """);
        succeeds(result);
        assertEquals("AppDeveloperRole-1\n", result.out());
        assertEquals(3, result.awsCalls().size());
        assertTrue(
                result.awsCalls().get(1).startsWith("iam tag-role --role-name AppDeveloperRole-1 --tags Key=OwnedBy,"));
    }

    // --- sign-in caches

    @Test
    void importsTheTokenFileOfAnotherTool(@TempDir Path other) throws java.io.IOException {
        DocumentedHome stranger = new DocumentedHome(other, sandbox);
        stranger.file(
                ".aws/sso/cache/0000000000000000000000000000000000000000.json",
                person.run("cat $(get-aws-oidc-accessToken-cache)").out());
        succeeds(stranger.run("aws-sso importcache --accesstoken-cache file://$(get-aws-oidc-accessToken-cache)"));
        succeeds(stranger.run("rm .aws/sso/cache/0000*\n"
                + "aws-sso getcallerid --use-cache --sso-acct-id 111111111111 --sso-role-name \"SSO_TargetRole\""));
    }

    // --- dumpconfig

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--sso-access-token $(get-aws-oidc-accessToken) ",
                "--use-cache ",
            })
    void printsConfigEntries(String sign) {
        Result result = person.run("aws-sso dumpconfig " + sign
                + "--start-url \"https://d-987654321d.awsapps.com/start\" --sso-session-name \"my-sso\" "
                + "--sso-region \"us-east-1\"");
        succeeds(result);
        assertTrue(
                result.out().contains("[profile my-acct-1-AdministratorAccess]\nsso_session = my-sso\n"), result.out());
    }

    // --- run-as

    @Test
    void runsAProgramAsAnAccountAndRole() {
        Result result = person.run(
                """
                aws-sso run-as --sso-start-url https://example.awsapps.com/start --sso-region us-east-2 \\
                    --account-id 123456789012 --role-name Developer --region us-west-2 \\
                    aws sts get-caller-identity --output yaml
                """);
        succeeds(result);
        assertTrue(
                result.out().contains("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Developer_"),
                result.out());
        assertEquals(
                "sts get-caller-identity --output yaml key=endpoint region=us-west-2/us-west-2",
                onlyLine(result.awsCalls()));
    }

    @Test
    void usesATemporaryConfigFile() {
        Result result = person.run(
                """
                export -n AWS_PROFILE= AWS_DEFAULT_PROFILE=

                export AWS_CONFIG_FILE=$(mktemp --suffix .aws-config)
                aws-sso configure profile default --sso-start-url https://example.awsapps.com/start --sso-region us-east-2 \\
                    --account-id 123456789012 --role-name Developer --region us-west-2

                aws sts get-caller-identity
                aws s3 cp s3://some-bucket/some-key ./my-file

                rm -f $AWS_CONFIG_FILE
                export -n AWS_CONFIG_FILE=
                """);
        succeeds(result);
        assertTrue(
                result.out().contains("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Developer_"),
                result.err());
        assertFalse(result.awsCalls().isEmpty());
    }
}
