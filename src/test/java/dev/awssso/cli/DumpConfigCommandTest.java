package dev.awssso.cli;

import static dev.awssso.cli.PortalHome.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DumpConfigCommandTest {

    private static final String URL = "https://d-987654321d.awsapps.com/start";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path directory;

    private PortalHome home;

    @BeforeEach
    void twoAccounts() {
        home = new PortalHome(directory, sandbox)
                .has(
                        account("222222222222", "my-acct-2", "ReadOnlyAccess"),
                        account("111111111111", "my-acct-1", "AdministratorAccess"));
    }

    private Cli.Result dump(String... more) {
        List<String> words = new java.util.ArrayList<>(
                List.of("dumpconfig", "--start-url", URL, "--sso-session-name", "my-sso", "--sso-region", "us-east-1"));
        words.addAll(List.of(more));
        return home.run(words.toArray(String[]::new));
    }

    @Test
    void printsTheSampleOfTheDocumentByteForByte() {
        Cli.Result result = dump();

        assertEquals(0, result.exit(), result::err);
        assertEquals(
                """
                # This is your Identity Center portal entry...
                [sso-session my-sso]
                sso_region = us-east-1
                sso_start_url = https://d-987654321d.awsapps.com/start

                # Profiles for your discovered access...
                [profile my-acct-1-AdministratorAccess]
                sso_session = my-sso
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess
                #region = us-east-1

                [profile my-acct-2-ReadOnlyAccess]
                sso_session = my-sso
                sso_account_id = 222222222222
                sso_role_name = ReadOnlyAccess
                #region = us-east-1
                """,
                result.out());
    }

    @Test
    void takesTheTokenOfAnotherTool() {
        dump();
        String token = token();

        Cli.Result result = home.cli()
                .run("dumpconfig", "--sso-access-token", token, "--start-url", URL, "--sso-region", "us-east-1");

        assertEquals(0, result.exit(), result::err);
        assertTrue(result.out().contains("sso_start_url = " + URL), result.out());
        assertFalse(result.err().contains(token));
    }

    @Test
    void leavesTheStartUrlOpenWhenOnlyATokenIsKnown() {
        dump();

        Cli.Result result = Cli.at(directory.resolve("elsewhere"))
                .with("AWS_ENDPOINT_URL", sandbox.url())
                .run("dumpconfig", "--sso-access-token", token());

        assertEquals(0, result.exit(), result::err);
        assertTrue(
                result.out().contains("\n#sso_start_url = https://YOUR-DIRECTORY.awsapps.com/start\n"), result.out());
        assertTrue(result.err().contains("the start URL is not known"), result.err());
    }

    private String token() {
        Path cache = directory.resolve(".aws/sso/cache");
        String name = java.util.Objects.requireNonNull(cache.toFile().list((dir, file) -> file.endsWith(".json")))[0];
        return JsonObject.parse(home.read(".aws/sso/cache/" + name))
                .string("accessToken")
                .orElseThrow();
    }

    @Test
    void givesRegions() {
        Cli.Result result = dump("--region", "eu-west-1", "--region-map", "my-acct-2=us-west-2,nobody=us-west-2");

        assertEquals(
                List.of("region = eu-west-1", "region = us-west-2"),
                result.out().lines().filter(line -> line.startsWith("region")).toList());
        assertTrue(result.err().contains("region map: no role matches nobody"), result.err());
    }

    @Test
    void tellsOfNamesItHadToChange() {
        home.has(account("111111111111", "Dev Sandbox", "Admin"), account("222222222222", "plain", "Admin"));

        Cli.Result result = dump();

        assertTrue(result.out().contains("[profile Dev-Sandbox-Admin]"), result.out());
        assertTrue(
                result.err()
                        .contains("account \"Dev Sandbox\" (111111111111), role \"Admin\": profile Dev-Sandbox-Admin"
                                + " (not every tool can read \"Dev Sandbox-Admin\")\n"),
                result.err());
        assertFalse(result.err().contains("plain"), result.err());
    }

    @Test
    void printsThePortalAloneWhenThereIsNoAccess() {
        home.has();

        Cli.Result result = dump();

        assertEquals(0, result.exit());
        assertTrue(result.out().endsWith("\n\n# Profiles for your discovered access...\n"), result.out());
        assertTrue(result.err().contains("no role is assigned to you"), result.err());
    }

    @Test
    void printsNothingWhenOneListFails() {
        dump();
        sandbox.fails("ListAccountRoles", Fault.GARBAGE, 1000);

        Cli.Result result = dump();

        assertFalse(result.exit() == 0);
        assertEquals("", result.out());
    }

    @Test
    void outlastsAStormOfRefusals() {
        dump();
        sandbox.portalAnswers429(7);

        assertEquals(0, dump().exit());
    }

    @Test
    void takesOnlySomeAccountsAndRoles() {
        home.has(
                account("111111111111", "a", "Admin", "ReadOnly"),
                account("222222222222", "b", "Admin", "ReadOnly"),
                account("333333333333", "c", "Admin"));

        Cli.Result result = dump("--account-id", "111111111111", "--account", "c*", "--role-name", "Ad*");

        assertEquals(
                List.of("[profile a-Admin]", "[profile c-Admin]"),
                result.out().lines().filter(line -> line.startsWith("[profile")).toList());
        assertEquals(5, dump("--account-id", "999999999999").exit());
    }

    @Test
    void followsATemplateAndAddsProfilesThatAssumeARole() {
        home.write(
                "targets.json",
                """
                [{"SourceAccountID": "111111111111", "SourceRoleName": "AdministratorAccess",
                  "TargetArn": "arn:aws:iam::999999999999:role/x/Operator"}]
                """);

        Cli.Result result = dump(
                "--name-template",
                "{account_id}.{role}",
                "--target-arn-profiles",
                "file://" + directory.resolve("targets.json"));

        assertTrue(result.out().contains("[profile 111111111111.AdministratorAccess]"), result.out());
        assertTrue(
                result.out()
                        .endsWith(
                                """

                [profile 999999999999-Operator]
                source_profile = 111111111111.AdministratorAccess
                role_arn = arn:aws:iam::999999999999:role/x/Operator
                role_session_name = aws-sso
                #region = us-east-1
                """),
                result.out());
    }

    @Test
    void checksOptionsBeforeItSignsIn() {
        for (String[] wrong : new String[][] {
            {"--region", "EU West"},
            {"--region-map", "x"},
            {"--name-template", "{x}"},
            {"--target-arn-profiles", "[{}]"},
            {"--sso-session-name", "a b"},
            {"--output", "table"},
        }) {
            Cli.Result result =
                    home.run("dumpconfig", "--start-url", URL, "--sso-region", "us-east-1", wrong[0], wrong[1]);

            assertEquals(2, result.exit(), String.join(" ", wrong) + result.err());
            assertEquals("", result.out());
        }
        assertEquals(0, sandbox.calls("RegisterClient"));
    }

    @Test
    void printsADocumentForScripts() {
        JsonObject document = JsonObject.parse(dump("--output", "json").out());

        assertEquals(
                URL,
                document.object("sso_session")
                        .orElseThrow()
                        .string("sso_start_url")
                        .orElseThrow());
        List<?> profiles = document.array("profiles");
        assertEquals(2, profiles.size());
        assertEquals(
                "my-acct-1-AdministratorAccess",
                ((JsonObject) profiles.get(0)).string("name").orElseThrow());
    }

    @Test
    void writesIntoTheConfigFileInPlaceOfPrinting() {
        home.write(".aws/config", "[profile mine]\nregion = eu-west-1\n");

        Cli.Result result = dump("--write");

        assertEquals(0, result.exit(), result::err);
        assertEquals("", result.out());
        assertEquals(
                """
                [profile mine]
                region = eu-west-1

                # BEGIN aws-sso my-sso
                # aws-sso configure populate
                [sso-session my-sso]
                sso_region = us-east-1
                sso_start_url = https://d-987654321d.awsapps.com/start

                [profile my-acct-1-AdministratorAccess]
                sso_session = my-sso
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess

                [profile my-acct-2-ReadOnlyAccess]
                sso_session = my-sso
                sso_account_id = 222222222222
                sso_role_name = ReadOnlyAccess
                # END aws-sso my-sso
                """,
                home.config());
        assertTrue(result.err().endsWith("aws-sso: 2 added, 0 removed, 0 unchanged\n"), result.err());
        assertTrue(dump("--write", "--region", "eu-west-1").err().endsWith("2 changed, 0 removed, 0 unchanged\n"));
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        assertEquals(2, dump("--write", "--output", "json").exit());
        assertEquals(2, dump("--write", "--target-arn-profiles", "[]").exit());
    }
}
