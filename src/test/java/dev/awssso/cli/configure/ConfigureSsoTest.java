package dev.awssso.cli.configure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.cli.PortalHome;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code configure sso} by options alone; {@code TerminalIT} has the questions. */
class ConfigureSsoTest {

    private static final String URL = "https://d-987654321d.awsapps.com/start";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private PortalHome person;

    @BeforeEach
    void enter() {
        person = new PortalHome(home, sandbox);
    }

    private Cli.Result configure(String... more) {
        String[] words = new String[more.length + 6];
        System.arraycopy(
                new String[] {"configure", "sso", "--sso-start-url", URL, "--sso-region", "us-east-1"}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return person.run(words);
    }

    @Test
    void writesTheSessionAndAllProfiles() {
        Cli.Result result = configure("--profiles", "all", "--region", "eu-west-1");

        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(person.config().contains("[sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = " + URL));
        assertTrue(
                person.config()
                        .contains(
                                """
                        [profile my-acct-3-Developer]
                        sso_session = my-sso
                        sso_account_id = 123456789012
                        sso_role_name = Developer
                        region = eu-west-1
                        """));
        // The sign-in is that of the session, which the AWS CLI and the SDKs look for.
        assertTrue(Files.exists(home.resolve(".aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json")));
        assertEquals(
                0, person.run("getcallerid", "--profile", "my-acct-3-Developer").exit());
    }

    @Test
    void writesTheSessionAlone() {
        Cli.Result result = configure("--profiles", "none", "--sso-session", "work");

        assertEquals(0, result.exit(), result.err());
        assertTrue(person.config().contains("[sso-session work]"), person.config());
        assertFalse(person.config().contains("[profile"), person.config());
        assertEquals(0, sandbox.calls("ListAccountRoles"));
    }

    @Test
    void writesTheProfilesOfOneAccountAndRole() {
        Cli.Result result = configure("--profiles", "all", "--account-id", "222222222222", "--role-name", "Read*");

        assertEquals(0, result.exit(), result.err());
        assertEquals(2, person.config().split("\\[profile ", -1).length, person.config());
        assertTrue(person.config().contains("[profile my-acct-2-ReadOnlyAccess]"), person.config());
    }

    @Test
    void theSecondRunChangesNothing() {
        configure("--profiles", "all");
        String before = person.config();

        Cli.Result result = configure("--profiles", "all");

        assertEquals(0, result.exit(), result.err());
        assertEquals(before, person.config());
    }

    @Test
    void whatIsMissingWithoutATerminalIsNamed() {
        Cli.Result profiles = configure();
        assertEquals(2, profiles.exit());
        assertTrue(profiles.err().contains("--profiles is required"), profiles.err());

        Cli.Result url = Cli.at(home).run("configure", "sso", "--profiles", "none");
        assertEquals(2, url.exit());
        assertTrue(url.err().contains("--sso-start-url"), url.err());
        assertFalse(Files.exists(home.resolve(".aws/config")));
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeAnybodySignsIn() {
        assertEquals(2, configure("--profiles", "some").exit());
        assertEquals(2, configure("--profiles", "choose").exit());
        assertEquals(2, configure("--profiles", "all", "--region", "no region").exit());
        assertEquals(
                2, configure("--profiles", "all", "--sso-session", "two words").exit());
        for (String option : List.of("--no-cache", "--sso-access-token=-", "--accesstoken-cache=file:///f")) {
            assertEquals(2, configure("--profiles", "all", option).exit(), option);
        }
        assertEquals(0, sandbox.calls("RegisterClient"));
    }

    @Test
    void aTokenThatIsHandedOverIsNotASignIn() {
        String token = "aoaAAAAAGfExampleOfAToken";
        Cli.Result variable = person.cli()
                .with("AWS_SSO_ACCESS_TOKEN", token)
                .run("configure", "sso", "--sso-start-url", URL, "--sso-region", "us-east-1", "--profiles", "all");
        assertEquals(2, variable.exit());
        assertTrue(variable.err().contains("try: unset AWS_SSO_ACCESS_TOKEN"), variable.err());
        Cli.Result option = configure("--profiles", "all", "--sso-access-token=" + token);
        assertEquals(2, option.exit());
        assertTrue(option.err().contains("unknown option --sso-access-token"), option.err());
        assertFalse((variable.err() + option.err()).contains(token), "the token is not repeated");
        assertEquals(0, sandbox.calls("RegisterClient"));
    }

    @Test
    void aSessionOfAnotherInstanceIsLeftAlone() {
        person.write(
                ".aws/config",
                "[sso-session work]\nsso_start_url = https://other.awsapps.com/start\nsso_region = us-east-1\n");
        String before = person.config();

        Cli.Result result = configure("--profiles", "none", "--sso-session", "work");

        assertEquals(2, result.exit());
        assertEquals(before, person.config());
    }
}
