package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.sandbox.IamRole;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.UserKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A role that asks for a second factor, from the keys of a user who has one; nobody is at the terminal. */
class MfaTest {

    private static final String ROLE = "arn:aws:iam::111111111111:role/Guarded";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private UserKeys keys;
    private String device;

    @BeforeEach
    void prepare() {
        keys = sandbox.controls().createUser("111111111111", "jo");
        device = sandbox.controls().mfaSerial("111111111111");
        sandbox.controls().put(IamRole.open("111111111111", "", "Guarded").trust(IamRole.Trust.ORGANISATION_WITH_MFA));
    }

    private String code(int number) {
        return sandbox.controls().mfaCodes().get(number);
    }

    private Cli cli() {
        return Cli.at(home)
                .with(sandbox.environment())
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .with("AWS_ACCESS_KEY_ID", keys.accessKeyId())
                .with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
    }

    private static void isGuarded(Cli.Result result) {
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("arn:aws:sts::111111111111:assumed-role/Guarded/"), result.out());
    }

    @Test
    void theCodeIsOneLineOfStdin() {
        isGuarded(cli().stdin(code(0) + "\nof the child\n")
                .run("getcallerid", "--assume-roles", ROLE, "--serial-number", device));
        assertEquals(1, sandbox.calls("AssumeRole"));
    }

    @Test
    void theCodeIsAnOption() {
        isGuarded(cli().run("getcallerid", "--assume-roles", ROLE, "--serial-number", device, "--token-code", code(0)));
    }

    @Test
    void aProfileNamesTheDevice() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile guarded]\nrole_arn = " + ROLE + "\nmfa_serial = " + device + "\nsource_profile = user\n"
                        + "[profile user]\naws_access_key_id = " + keys.accessKeyId() + "\naws_secret_access_key = "
                        + keys.secretAccessKey() + "\n");
        isGuarded(Cli.at(home)
                .with(sandbox.environment())
                .stdin(code(0) + "\n")
                .run("getcallerid", "--profile", "guarded"));
    }

    @Test
    void aSessionTokenCarriesTheFactorToTheRole() {
        isGuarded(cli().stdin(code(0) + "\n")
                .run("getcallerid", "--get-session-token", "--assume-roles", ROLE, "--serial-number", device));
        assertEquals(1, sandbox.calls("GetSessionToken"));
    }

    @Test
    void withoutACodeTheRoleIsRefusedAndNamed() {
        Cli.Result result = cli().run("getcallerid", "--assume-roles", ROLE);
        assertEquals(4, result.exit());
        assertTrue(result.err().contains(ROLE), result.err());
    }

    @Test
    void aWrongOrMissingCodeIsTold() {
        Cli.Result wrong =
                cli().stdin("000001\n").run("getcallerid", "--assume-roles", ROLE, "--serial-number", device);
        assertEquals(4, wrong.exit(), wrong.err());
        assertFalse(wrong.err().contains("000001"), wrong.err());
        Cli.Result none = cli().run("getcallerid", "--assume-roles", ROLE, "--serial-number", device);
        assertEquals(2, none.exit(), none.err());
        assertTrue(none.err().contains("--token-code"), none.err());
    }
}
