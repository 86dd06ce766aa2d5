package dev.awssso.cli.configure;

import static dev.awssso.cli.PortalHome.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.cli.PortalHome;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConfigurePopulateCommandTest {

    private static final String URL = "https://d-987654321d.awsapps.com/start";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path directory;

    private PortalHome home;

    @BeforeEach
    void twoAccounts() {
        home = new PortalHome(directory, sandbox)
                .has(account("111111111111", "dev", "Admin", "Reader"), account("222222222222", "prod", "Reader"));
    }

    private Cli.Result populate(String... more) {
        List<String> words =
                new ArrayList<>(List.of("configure", "populate", "--sso-start-url", URL, "--sso-region", "us-east-1"));
        words.addAll(List.of(more));
        // The roles change from run to run here.
        words.add("--refresh-cache");
        Cli.Result result = home.run(words.toArray(String[]::new));
        assertEquals(0, result.exit(), result::err);
        return result;
    }

    private static final String POPULATED =
            """
            # BEGIN aws-sso my-sso
            # aws-sso configure populate --region eu-west-1
            [sso-session my-sso]
            sso_region = us-east-1
            sso_start_url = https://d-987654321d.awsapps.com/start

            [profile dev-Admin]
            sso_session = my-sso
            sso_account_id = 111111111111
            sso_role_name = Admin
            region = eu-west-1

            [profile dev-Reader]
            sso_session = my-sso
            sso_account_id = 111111111111
            sso_role_name = Reader
            region = eu-west-1

            [profile prod-Reader]
            sso_session = my-sso
            sso_account_id = 222222222222
            sso_role_name = Reader
            region = eu-west-1
            # END aws-sso my-sso
            """;

    @Test
    void writesABlockOfItsOwn() {
        Cli.Result result = populate("--region", "eu-west-1");

        assertEquals(POPULATED, home.config());
        assertEquals("", result.out());
        assertTrue(
                result.err()
                        .endsWith("wrote " + directory.resolve(".aws/config")
                                + "\naws-sso: 3 added, 0 removed, 0 unchanged\n"),
                result.err());
    }

    @Test
    void leavesEverythingOutsideTheBlock() {
        String own = "# mine\r\n[profile x]\r\nregion=y ; z\r\n\r\n\r\n";
        home.write(".aws/config", own);

        populate("--region", "eu-west-1");

        assertEquals(own + POPULATED.replace("\n", "\r\n"), home.config());
        assertEquals(own, home.read(".aws/config.bak"));
    }

    @Test
    void secondRunChangesNothing() {
        populate("--region", "eu-west-1", "--region-map", "dev=us-west-2,222222222222/Reader=us-west-1");
        String first = home.config();

        Cli.Result second =
                populate("--region", "eu-west-1", "--region-map", "dev=us-west-2,222222222222/Reader=us-west-1");

        assertEquals(first, home.config());
        assertTrue(
                second.err().endsWith("is already up to date\naws-sso: 0 added, 0 removed, 3 unchanged\n"),
                second.err());
        assertFalse(second.err().contains("hand"), second.err());
    }

    @Test
    void putsNewProfilesWhereTheyBelong() {
        home.has(account("111111111111", "dev", "Reader"));
        populate("--region", "eu-west-1");
        home.has(account("111111111111", "dev", "Admin", "Reader"), account("222222222222", "prod", "Reader"));

        populate("--region", "eu-west-1");

        assertEquals(POPULATED, home.config());
    }

    @Test
    void changesWhatItWroteItselfWhenTheOptionsChange() {
        populate("--region", "us-east-2", "--credential-process", "--program", "/opt/aws-sso");

        Cli.Result result = populate("--region", "eu-west-1");

        assertEquals(POPULATED, home.config());
        assertFalse(result.err().contains("hand"), result.err());
    }

    @Test
    void keepsAndTellsWhatAHandWrote() {
        populate("--region", "eu-west-1");
        home.write(
                ".aws/config",
                home.config()
                        .replace(
                                "sso_role_name = Admin\nregion = eu-west-1\n",
                                "sso_role_name = Admin\nregion = eu-north-1\noutput = json\n")
                        .replace("[profile prod-Reader]", "# the live one\n[profile prod-Reader]"));
        String edited = home.config();

        Cli.Result same = populate("--region", "eu-west-1");
        assertEquals(edited, home.config());
        String file = directory.resolve(".aws/config").toString();
        assertTrue(same.err().contains(file + ":11: region was changed by hand and is kept\n"), same.err());
        assertTrue(same.err().contains(file + ":12: output was added by hand and is kept\n"), same.err());

        populate("--region", "us-west-2");
        assertEquals(edited.replace("eu-west-1", "us-west-2"), home.config());
    }

    @Test
    void keepsALineThatAHandTookOut() {
        populate("--region", "eu-west-1");
        home.write(
                ".aws/config",
                home.config().replace("sso_role_name = Admin\nregion = eu-west-1\n", "sso_role_name = Admin\n"));
        String edited = home.config();

        Cli.Result result = populate("--region", "eu-west-1");

        assertEquals(edited, home.config());
        assertTrue(result.err().contains("region was removed by hand and is not added again"), result.err());
    }

    @Test
    void prunesOnlyItsOwnProfilesAndOnlyOnRequest() {
        populate("--region", "eu-west-1");
        home.write(
                ".aws/config",
                home.config() + "\n[profile mine]\nsso_session = my-sso\nsso_account_id = 222222222222\n"
                        + "sso_role_name = Reader\n");
        home.has(account("111111111111", "dev", "Admin", "Reader"));

        Cli.Result kept = populate("--region", "eu-west-1");
        assertTrue(home.config().contains("[profile prod-Reader]"));
        assertTrue(kept.err().contains("remove them with --prune: prod-Reader"), kept.err());

        Cli.Result pruned = populate("--region", "eu-west-1", "--prune");
        assertTrue(pruned.err().contains("removed profile prod-Reader"), pruned.err());
        assertEquals(
                POPULATED.replace(
                                """

                                [profile prod-Reader]
                                sso_session = my-sso
                                sso_account_id = 222222222222
                                sso_role_name = Reader
                                region = eu-west-1
                                """,
                                "")
                        + "\n[profile mine]\nsso_session = my-sso\nsso_account_id = 222222222222\n"
                        + "sso_role_name = Reader\n",
                home.config());
    }

    @Test
    void doesNotPruneWhatAHandWasIn() {
        populate();
        home.write(
                ".aws/config",
                home.config().replace("[profile prod-Reader]\n", "[profile prod-Reader]\noutput = json\n"));
        String edited = home.config();
        home.has(account("111111111111", "dev", "Admin", "Reader"));

        Cli.Result result = populate("--prune");

        assertEquals(edited, home.config());
        assertTrue(
                result.err().contains("profile prod-Reader is no longer assigned to you, but contains lines"),
                result.err());
    }

    @Test
    void doesNotPruneWhatAFilterLeftOut() {
        populate();
        String all = home.config();

        populate("--role", "Admin", "--prune");

        assertEquals(all, home.config());
    }

    @Test
    void leavesAProfileThatSomebodyWroteForTheSameRole() {
        String own =
                """
                [profile dev-Admin]
                sso_session = my-sso
                sso_account_id = 111111111111
                sso_role_name = Admin
                output = json
                """;
        home.write(".aws/config", own);

        populate();

        assertTrue(home.config().startsWith(own));
        assertEquals(home.config().indexOf("[profile dev-Admin]"), home.config().lastIndexOf("[profile dev-Admin]"));
    }

    @Test
    void takesAnotherNameWhereOneIsSomebodyElses() {
        home.write(".aws/config", "[profile dev-Admin]\nregion = x\n");
        home.write(".aws/credentials", "[dev-Reader]\naws_access_key_id = x\n");

        Cli.Result result = populate();

        assertTrue(home.config().contains("[profile dev-111111111111-Admin]"), home.config());
        assertTrue(home.config().contains("[profile dev-111111111111-Reader]"), home.config());
        String told =
                "account \"dev\" (111111111111): profiles dev-111111111111-Admin (\"dev-Admin\" is a profile of yours),"
                        + " dev-111111111111-Reader (\"dev-Reader\" is a profile of yours)\n";
        assertTrue(result.err().contains(told), result.err());
        Cli.Result again = populate();
        assertFalse(again.err().contains("is a profile of yours"), again.err());
        assertTrue(again.err().endsWith("0 added, 0 removed, 3 unchanged\n"), again.err());
    }

    @Test
    void tellsOfOneChangedNameWithItsRole() {
        home.write(".aws/config", "[profile dev-Admin]\nregion = x\n");

        Cli.Result result = populate();

        assertTrue(
                result.err()
                        .contains("account \"dev\" (111111111111), role \"Admin\": profile dev-111111111111-Admin"
                                + " (\"dev-Admin\" is a profile of yours)\n"),
                result.err());
    }

    @Test
    void profilesGetTheRegionOfTheInstanceAndThatIsSaidOnce() {
        Cli.Result result = populate("--region-map", "dev=eu-west-1");

        assertTrue(home.config().contains("sso_role_name = Admin\nregion = eu-west-1\n"), home.config());
        assertTrue(
                home.config()
                        .contains(
                                """
                                [profile prod-Reader]
                                sso_session = my-sso
                                sso_account_id = 222222222222
                                sso_role_name = Reader
                                region = us-east-1
                                """),
                home.config());
        assertEquals(1, result.err().split("the region of Identity Center", -1).length - 1, result.err());
        assertFalse(populate("--region-map", "dev=eu-west-1").err().contains("the region of Identity Center"));
    }

    @Test
    void profilesOfBeforeGetTheRegionToo() {
        populate();
        String now = home.config();
        home.write(".aws/config", now.replace("\nregion = us-east-1\n", "\n").replace(" --region us-east-1", ""));
        assertFalse(home.config().contains("\nregion"), home.config());

        Cli.Result result = populate();

        assertEquals(now, home.config());
        assertTrue(result.err().endsWith("0 added, 3 changed, 0 removed, 0 unchanged\n"), result.err());
    }

    @Test
    void theListOfTheLastDayIsUsedUnlessAnewIsAskedFor() {
        String[] words = {
            "configure", "populate", "--sso-start-url", URL, "--sso-region", "us-east-1", "--use-device-code"
        };
        // One clock: the first command waits for the approval.
        Cli cli = home.cli();
        assertEquals(0, cli.run(words).exit());
        int calls = sandbox.calls("ListAccountRoles");
        home.has(account("111111111111", "dev", "Admin"));

        Cli.Result kept = cli.run(words);
        assertTrue(kept.err().endsWith("0 added, 0 removed, 3 unchanged\n"), kept.err());
        assertEquals(calls, sandbox.calls("ListAccountRoles"));

        Cli.Result anew = populate("--prune");
        assertTrue(anew.err().endsWith("0 added, 2 removed, 1 unchanged\n"), anew.err());
    }

    @Test
    void aRegionThatIsNoneIsRefusedAndOneThatIsNotKnownIsTaken() {
        Cli.Result malformed = home.run("configure", "populate", "--sso-start-url", URL, "--region", "eu_west_1");
        assertEquals(2, malformed.exit());
        assertTrue(malformed.err().contains("invalid --region"), malformed.err());

        Cli.Result unknown = populate("--region", "eu-wset-1", "--region-map", "dev=eu-west-1");
        assertTrue(
                unknown.err().contains("region eu-wset-1 is not known to this version; did you mean eu-west-1?\n"),
                unknown.err());
        assertTrue(home.config().contains("\nregion = eu-wset-1\n"), home.config());
    }

    @Test
    void usesASessionThatSomebodyWrote() {
        home.write(".aws/config", "[sso-session corp]\nsso_start_url = " + URL + "/\nsso_region = us-east-1\n");

        populate();

        assertTrue(
                home.config()
                        .contains(
                                """
                                # BEGIN aws-sso corp
                                # aws-sso configure populate --region us-east-1
                                [profile dev-Admin]
                                sso_session = corp
                                """),
                home.config());
    }

    @Test
    void writesTheOldStyleAndBack() {
        populate("--region", "eu-west-1", "--legacy");
        assertTrue(
                home.config()
                        .contains(
                                """
                [profile dev-Admin]
                sso_start_url = https://d-987654321d.awsapps.com/start
                sso_region = us-east-1
                sso_account_id = 111111111111
                sso_role_name = Admin
                region = eu-west-1
                """),
                home.config());
        assertFalse(home.config().contains("sso_session"));

        Cli.Result back = populate("--region", "eu-west-1");
        assertFalse(back.err().contains("hand"), back.err());
        assertFalse(home.config().contains("eu-west-1\nsso_start_url"));
        assertTrue(home.config().contains("sso_session = my-sso"));
    }

    @Test
    void showsWhatItWouldDo() {
        home.write(".aws/config", "[profile x]\n");

        Cli.Result result = populate("--role", "Admin", "--dry-run");

        assertEquals("[profile x]\n", home.config());
        assertEquals(
                """
                @@ -1 +1,14 @@
                 [profile x]
                +
                +# BEGIN aws-sso my-sso
                +# aws-sso configure populate --region us-east-1
                +[sso-session my-sso]
                +sso_region = us-east-1
                +sso_start_url = https://d-987654321d.awsapps.com/start
                +
                +[profile dev-Admin]
                +sso_session = my-sso
                +sso_account_id = 111111111111
                +sso_role_name = Admin
                +region = us-east-1
                +# END aws-sso my-sso
                """,
                result.out().substring(result.out().indexOf("@@")));
    }

    @Test
    void refusesABlockWhoseMarksAreDamaged() {
        populate();
        String broken = home.config().replace("# END aws-sso my-sso\n", "");
        home.write(".aws/config", broken);

        Cli.Result result = home.run("configure", "populate", "--sso-start-url", URL, "--sso-region", "us-east-1");

        assertEquals(7, result.exit());
        assertEquals(broken, home.config());
        assertTrue(result.err().contains("has no line \"# END aws-sso my-sso\" after it"), result.err());
    }

    @Test
    void refusesKeysThatStandBehindTheBlock() {
        populate();
        String broken = home.config() + "region = x\n";
        home.write(".aws/config", broken);

        Cli.Result result = home.run("configure", "populate", "--sso-start-url", URL, "--sso-region", "us-east-1");

        assertEquals(7, result.exit());
        assertEquals(broken, home.config());
    }

    @Test
    void leavesNoLitterButALock() throws Exception {
        populate();

        try (var files = Files.list(directory.resolve(".aws"))) {
            assertEquals(
                    List.of(".config.aws-sso.lock", "config", "sso"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
