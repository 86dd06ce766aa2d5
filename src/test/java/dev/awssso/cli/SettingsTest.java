package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of our own settings, through the command line. */
class SettingsTest {

    private static final String FILE = ".config/aws-sso/config";

    @TempDir
    Path directory;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private PortalHome home = new PortalHome(Path.of("."), sandbox);

    @BeforeEach
    void person() {
        home = new PortalHome(directory, sandbox)
                .has(
                        PortalHome.account("111111111111", "dev", "Admin", "Reader"),
                        PortalHome.account("222222222222", "prod", "Reader"));
    }

    private void settings(String... lines) {
        home.write(FILE, "[default]\n" + String.join("\n", lines) + "\n");
    }

    /** A person whose environment says nothing about the instance. */
    private Cli bare() {
        return Cli.at(directory).with("AWS_ENDPOINT_URL", sandbox.url());
    }

    private static Cli.Result fails(int code, Cli.Result result) {
        assertEquals(code, result.exit(), result.err());
        assertEquals("", result.out());
        return result;
    }

    // The instance

    @Test
    void instanceIsFoundWhereNothingElseNamesOne() {
        fails(2, bare().run("login", "--use-device-code"));
        settings("sso_start_url = " + sandbox.startUrl(), "sso_region = us-east-1");

        Cli.Result result = bare().run("login", "--use-device-code");

        assertEquals(0, result.exit(), result.err());
        assertTrue(bare().run("status").out().contains(sandbox.startUrl()));
    }

    @Test
    void instanceIsTheSessionThatIsNamed() {
        home.write(
                ".aws/config",
                """
                [sso-session one]
                sso_start_url = https://one.awsapps.com/start
                sso_region = us-east-1
                [sso-session two]
                sso_start_url = %s
                sso_region = us-east-1
                """
                        .formatted(sandbox.startUrl()));
        fails(2, bare().run("login", "--use-device-code"));
        settings("sso_session = two");

        assertEquals(0, bare().run("login", "--use-device-code").exit());

        settings("sso_session = three");
        Cli.Result unknown = fails(2, bare().run("login", "--use-device-code"));
        assertEquals(
                "aws-sso: [sso-session three] does not exist in " + directory.resolve(".aws/config") + " (from "
                        + directory.resolve(FILE) + "): it has these: one, two\n",
                unknown.err());
    }

    @Test
    void optionsAndVariablesComeBeforeTheInstanceOfTheSettings() {
        settings("sso_start_url = https://elsewhere.awsapps.com/start", "sso_region = eu-west-1");

        assertEquals(0, home.run("login").exit());
        Cli.Result byOption =
                bare().run("accounts", "--sso-start-url", sandbox.startUrl(), "--sso-region", "us-east-1");

        assertEquals(0, byOption.exit(), byOption.err());
        assertTrue(byOption.out().contains("prod"), byOption.out());
    }

    @Test
    void instanceThatMatchesNothingIsToldWithItsFile() {
        home.write(
                ".aws/config",
                "[sso-session one]\nsso_start_url = https://one.awsapps.com/start\nsso_region = us-east-1\n");
        settings("sso_region = eu-west-1");

        Cli.Result result = fails(2, bare().run("accounts"));

        assertTrue(
                result.err()
                        .contains("No Identity Center instance matches region \"eu-west-1\" (from "
                                + directory.resolve(FILE) + ")"),
                result.err());
    }

    // Names and regions

    @Test
    void namesFollowTheTemplate() {
        settings("name_template = {account_id}.{role}");

        Cli.Result all = home.run("dumpconfig");

        assertTrue(all.out().contains("[profile 222222222222.Reader]\n"), all.out());
        assertFalse(all.out().contains("[profile prod-Reader]"), all.out());
        assertTrue(home.run("dumpconfig", "--name-template", "x-{account}-{role}")
                .out()
                .contains("[profile x-prod-Reader]\n"));
        Cli.Result creds = home.run("dumpcreds", "--profile", "222222222222.Reader");
        assertEquals(0, creds.exit(), creds.err());
        assertEquals(5, home.run("dumpcreds", "--profile", "prod-Reader").exit());
    }

    @Test
    void populateNamesByTheTemplateAndTheRegionsOfTheSettings() {
        settings(
                "name_template = {role}@{account}",
                "region_map =",
                "  prod = eu-central-1   # where the customers are",
                "  111111111111/Reader = us-west-2",
                "browser = true");

        assertEquals(
                0, home.run("configure", "populate", "--region", "eu-west-1").exit());

        assertEquals("us-west-2", region("Reader@dev"));
        assertEquals("eu-west-1", region("Admin@dev"));
        assertEquals("eu-central-1", region("Reader@prod"));
    }

    private String region(String profile) {
        String section = home.config().substring(home.config().indexOf("[profile " + profile + "]"));
        return section.lines()
                .filter(line -> line.startsWith("region = "))
                .findFirst()
                .orElseThrow()
                .substring(9);
    }

    @Test
    void regionMapOnTheCommandLineReplacesThatOfTheSettings() {
        settings("region_map = prod=eu-central-1,dev=us-west-2");

        Cli.Result result = home.run("dumpconfig", "--region-map", "prod=eu-north-1");

        assertTrue(result.out().contains("region = eu-north-1"), result.out());
        assertFalse(result.out().contains("us-west-2"), result.out());
    }

    // The browser

    @Test
    void browserOfTheSettingsIsOpenedUnlessTheVariableNamesOne() throws Exception {
        Path seen = directory.resolve("seen");
        settings(
                "sso_start_url = " + sandbox.startUrl(), "sso_region = us-east-1", "browser = " + script("ours", seen));

        Cli.Result result = bare().run("login", "--use-device-code");
        assertEquals(0, result.exit(), result.err());
        waitFor(seen);
        assertTrue(Files.readString(seen).startsWith("ours http://"), Files.readString(seen));

        Files.delete(seen);
        bare().with("BROWSER", script("theirs", seen).toString()).run("login", "--use-device-code", "--force-refresh");
        waitFor(seen);
        assertTrue(Files.readString(seen).startsWith("theirs http://"), Files.readString(seen));
    }

    private Path script(String name, Path seen) throws Exception {
        Path script = directory.resolve(name);
        Files.writeString(
                script, "#!/bin/sh\necho " + name + " \"$1\" > " + seen + ".new; mv " + seen + ".new " + seen + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    // The browser is not waited for by the program.
    private static void waitFor(Path file) throws InterruptedException {
        for (int i = 0; i < 1000 && !Files.exists(file); i++) {
            Thread.sleep(10);
        }
    }

    // The port

    @Test
    void portOfTheServerIsThatOfTheSettings() {
        settings("ecs_port = 4999");

        assertTrue(fails(8, home.cli().run("ecs", "list")).err().contains("127.0.0.1:4999"));
        assertTrue(fails(8, home.cli().with("AWS_SSO_ECS_PORT", "4998").run("ecs", "list"))
                .err()
                .contains("127.0.0.1:4998"));
        assertTrue(fails(8, home.cli().run("ecs", "list", "--server", "127.0.0.1:4997"))
                .err()
                .contains("127.0.0.1:4997"));
    }

    // What is wrong with a file

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ecs_port = abc         | ecs_port is \"abc\": it must be a port, a number from 1 to 65535",
                "ecs_port = 0           | ecs_port is \"0\": it must be a port, a number from 1 to 65535",
                "ecs_port =             | ecs_port has no value: correct or remove that line",
                "ecs_default =          | ecs_default has no value: correct or remove that line",
                "notify =               | notify has no value: correct or remove that line",
                "sso_region = Mars      | sso_region is \"Mars\": it must be a region such as us-east-1",
                "sso_start_url = d-1    | sso_start_url is \"d-1\": it must be an http or https URL with a host",
                "sso_session = a b      | sso_session is \"a b\": it must be the name of an [sso-session]",
                "name_template = {name} | name_template is \"{name}\": the only fields are {account}, {account_id} and"
                        + " {role}",
                "region_map = dev       | region_map is \"dev\": it must be ACCOUNT=REGION, or ACCOUNT/ROLE=REGION",
                "region_map = dev=Mars  | region_map is \"dev=Mars\": it must be ACCOUNT=REGION, or"
                        + " ACCOUNT/ROLE=REGION",
            })
    void wrongValueIsRefusedWithFileAndLine(String line, String words) {
        settings("# mine", "", line);

        Cli.Result result = fails(2, home.run("dumpconfig"));

        assertEquals("aws-sso: " + directory.resolve(FILE) + " line 4: " + words + "\n", result.err());
    }

    @Test
    void slotsAreLoadedUnlessOptionsNameOthersOrNothingIsRenewed() {
        settings("ecs_default = one", "ecs_slots =", "  two", "  three # a comment");

        assertTrue(fails(5, home.cli().run("ecs", "run", "--port", "0")).err().contains("\"one\""));
        assertTrue(fails(5, home.cli().run("ecs", "run", "--port", "0", "--default", "other"))
                .err()
                .contains("\"other\""));
        settings("ecs_slots =", "  two", "  three # a comment");
        assertTrue(fails(5, home.cli().run("ecs", "run", "--port", "0")).err().contains("\"two\""));
        assertTrue(fails(5, home.cli().run("ecs", "run", "--port", "0", "--slot", "other"))
                .err()
                .contains("\"other\""));
        // It fails for another reason than a profile that does not exist.
        fails(2, home.cli().run("ecs", "run", "--port", "0", "--no-refresh", "--bind-ip", "192.0.2.1"));
    }

    @Test
    void lineOfTheSlotsThatCanBeNoProfileIsNamedByItsNumber() {
        settings("ecs_slots =", "  dev", "  " + "x".repeat(129));

        assertTrue(fails(2, home.cli().run("ecs", "run", "--port", "0"))
                .err()
                .contains(FILE + " line 4: ecs_slots is \"xxx"));
    }

    @Test
    void wrongLineOfTheRegionMapIsNamedByItsNumber() {
        settings("region_map =", "  dev = us-east-1", "  prod = nowhere at all");

        assertTrue(fails(2, home.run("dumpconfig"))
                .err()
                .contains(FILE + " line 4: region_map is \"prod = nowhere at all\""));
    }

    @Test
    void sessionBesideAStartUrlIsRefused() {
        settings("sso_session = two", "sso_region = us-east-1");

        assertTrue(fails(2, bare().run("accounts"))
                .err()
                .contains(FILE + " line 3: sso_region cannot be used together with sso_session"));
    }

    @Test
    void linesAboveTheFirstSectionAreRefused() {
        home.write(FILE, "ecs_port = 4999\n");

        assertTrue(fails(2, home.cli().run("ecs", "list"))
                .err()
                .contains(FILE + " line 1: expected KEY = VALUE in the section [default]"));
    }

    @Test
    void unknownKeyIsWarnedOfOnceAndTheRestHolds() {
        settings("ecs_prot = 1", "ecs_port = 4999");

        Cli.Result result = fails(8, home.cli().run("ecs", "list"));

        assertEquals(
                "aws-sso: " + directory.resolve(FILE) + " line 2: the unknown key ecs_prot is ignored",
                result.err().lines().findFirst().orElseThrow());
        assertEquals(
                1,
                result.err().lines().filter(line -> line.contains("ecs_prot")).count());
        assertTrue(result.err().contains("127.0.0.1:4999"), result.err());
    }

    @Test
    void sectionsOfOtherNamesAreWarnedOf() {
        home.write(FILE, "\uFEFF[profile x]\r\necs_port = 1\r\n[default]\r\necs_port = 4999\r\n");

        Cli.Result result = fails(8, home.cli().run("ecs", "list"));

        assertTrue(result.err().contains(FILE + " line 1: the section [profile x] is ignored"), result.err());
        assertTrue(result.err().contains("127.0.0.1:4999"), result.err());
    }

    @Test
    void commandThatNeedsNoSettingDoesNotReadThem() {
        assertEquals(0, home.run("login").exit());
        settings("ecs_port = rubbish", "nonsense = 1");

        Cli.Result accounts = home.run("accounts");
        Cli.Result dumped = home.run("dumpconfig", "--name-template", "{role}", "--region-map", "dev=us-east-1");

        assertEquals(0, accounts.exit(), accounts.err());
        assertEquals(0, dumped.exit(), dumped.err());
        assertFalse(accounts.err().contains("nonsense") || dumped.err().contains("nonsense"));
    }

    @Test
    void fileLiesWhereTheXdgVariableSays() {
        home.write("elsewhere/aws-sso/config", "[default]\necs_port = 4999\n");

        assertTrue(fails(
                        8,
                        home.cli()
                                .with(
                                        "XDG_CONFIG_HOME",
                                        directory.resolve("elsewhere").toString())
                                .run("ecs", "list"))
                .err()
                .contains("127.0.0.1:4999"));
    }
}
