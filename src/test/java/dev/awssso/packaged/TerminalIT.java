package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.miss;
import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.IamRole;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.UserKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What commands show and ask only where a person sits before them. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class TerminalIT {

    private static final String SIZE = "120 30";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(40, 2);

    @TempDir
    Path home;

    private DocumentedHome person;
    private String instance;

    @BeforeEach
    void signIn() {
        person = new DocumentedHome(home, sandbox).with("TERM", "xterm-256color");
        instance = " --start-url " + sandbox.startUrl() + " --sso-region us-east-1 ";
        Result login = person.run("aws-sso login" + instance);
        assertEquals(0, login.exit(), login.err());
    }

    @Test
    void aLongListingSaysHowFarItHasComeAndADryRunIsColoured() {
        sandbox.takes(Duration.ofMillis(100));
        String command = "aws-sso configure populate --dry-run --account my-acct-1" + instance;

        TerminalSession session = TerminalSession.of(
                person, SIZE, command, see("Listing roles: "), miss("Listing roles: "), see("[profile my-acct-1-"));
        TerminalSession plain = TerminalSession.of(person, SIZE, "env NO_COLOR=1 " + command);
        Result piped = person.run(command);

        assertEquals(0, session.code(), session.screen()::toString);
        assertTrue(session.colours().contains("32"), session.colours()::toString);
        assertEquals(List.of(), plain.colours());
        assertFalse((piped.out() + piped.err()).contains("\u001b"));
        assertFalse(piped.err().contains("Listing roles: "), piped.err());
    }

    @Test
    void runAsAsksForARoleAndShowsItsProfile() {
        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "aws-sso run-as" + instance + "-- aws-sso getcallerid",
                see("type to filter"),
                type("my-acct-2-Adm"),
                see("> my-acct-2  222222222222  AdministratorAccess  my-acct-2-AdministratorAccess"),
                type("\\r"),
                see("assumed-role/AWSReservedSSO_AdministratorAccess_"));

        assertEquals(0, session.code(), session.screen()::toString);
        assertTrue(String.join("", session.screen()).contains("\"222222222222\""), session.screen()::toString);
    }

    @Test
    void theSecondFactorIsAskedFor() {
        UserKeys keys = sandbox.controls().createUser("111111111111", "jo");
        String device = sandbox.controls().mfaSerial("111111111111");
        sandbox.controls().put(IamRole.open("111111111111", "", "Guarded").trust(IamRole.Trust.ORGANISATION_WITH_MFA));
        person.with("AWS_ACCESS_KEY_ID", keys.accessKeyId()).with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());

        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "aws-sso getcallerid --assume-roles arn:aws:iam::111111111111:role/Guarded --serial-number " + device,
                see("MFA code of " + device + ":"),
                type(sandbox.controls().mfaCodes().get(0) + "\\r"),
                see("assumed-role/Guarded/"));

        assertEquals(0, session.code(), session.screen()::toString);
    }

    @Test
    void configureSsoAsksForEverythingOnce() {
        person.run("rm -rf .aws .local .cache");
        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "env -u AWS_DEFAULT_SSO_START_URL -u AWS_DEFAULT_SSO_REGION aws-sso configure sso --use-device-code",
                see("Start URL:"),
                type("nonsense\\r"),
                see("the start URL must begin with https://"),
                type(sandbox.startUrl() + "\\r"),
                see("Region of Identity Center [us-east-1]:"),
                type("\\r"),
                see("Name of the session [my-sso]:"),
                type("work\\r"),
                see("Write profiles for all of them, choose one, or none [all]:"),
                type("choose\\r"),
                see("type to filter"),
                type("my-acct-2-Adm"),
                see("> my-acct-2  222222222222  AdministratorAccess"),
                type("\\r"));

        assertEquals(0, session.code(), session.screen()::toString);
        Result config = person.run("cat .aws/config; aws-sso getcallerid --profile my-acct-2-AdministratorAccess");
        assertTrue(config.out().contains("[sso-session work]\nsso_region = us-east-1\n"), config.out());
        assertTrue(
                config.out().contains("[profile my-acct-2-AdministratorAccess]\nsso_session = work\n"), config.out());
        assertTrue(config.out().contains("assumed-role/AWSReservedSSO_AdministratorAccess_"), config.err());
    }

    @Test
    void configureSsoOffersWhatIsKnownAndEndsWhenNobodyAnswers() {
        person.file(
                ".aws/config",
                "[sso-session known]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n");
        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "env -u AWS_DEFAULT_SSO_START_URL -u AWS_DEFAULT_SSO_REGION aws-sso configure sso --use-device-code",
                see("[sso-session known]"),
                see("Start URL, or a number ["),
                type("1\\r"),
                see("Region of Identity Center [us-east-1]:"),
                type("\\r"),
                see("Name of the session [known]:"),
                type("\\u0004"));

        assertEquals(130, session.code(), session.screen()::toString);
    }
}
