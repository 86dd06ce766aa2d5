package dev.awssso.cli.configure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigureProfileCommandTest {

    @TempDir
    Path home;

    private Cli.Result run(String... arguments) {
        return Cli.at(home).run(arguments);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), text);
    }

    private String config() throws IOException {
        return Files.readString(home.resolve(".aws/config"));
    }

    @Test
    void followsTheScriptOfTheDocument() throws IOException {
        Path temporary = Files.createTempFile(home, "x", ".aws-config");
        Cli cli = Cli.at(home).with("AWS_CONFIG_FILE", temporary.toString());

        Cli.Result result = cli.run(
                "configure",
                "profile",
                "default",
                "--sso-start-url",
                "https://example.awsapps.com/start",
                "--sso-region",
                "us-east-2",
                "--account-id",
                "123456789012",
                "--role-name",
                "Developer",
                "--region",
                "us-west-2");

        assertEquals(0, result.exit(), result::err);
        assertEquals("", result.out());
        assertEquals(
                """
                [sso-session my-sso]
                sso_region = us-east-2
                sso_start_url = https://example.awsapps.com/start

                [default]
                sso_session = my-sso
                sso_account_id = 123456789012
                sso_role_name = Developer
                region = us-west-2
                """,
                Files.readString(temporary));
        assertFalse(Files.exists(Path.of(temporary + ".bak")), "there was nothing to keep");
    }

    @Test
    void addsAProfileToASessionThatIsThere() throws IOException {
        write(
                """
                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start#/
                sso_region = us-east-2
                """);

        run(
                "configure",
                "profile",
                "dev",
                "--sso-start-url",
                "https://corp.awsapps.com/start",
                "--sso-region",
                "us-east-2",
                "--account-id",
                "1234-5678-9012",
                "--role-name",
                "Dev");

        assertEquals(
                """
                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start#/
                sso_region = us-east-2

                [profile dev]
                sso_session = corp
                sso_account_id = 123456789012
                sso_role_name = Dev
                """,
                config());
    }

    @Test
    void findsAnotherSessionNameForAnotherInstance() throws IOException {
        write("[sso-session my-sso]\nsso_start_url = https://a.awsapps.com/start\nsso_region = us-east-2\n");

        run(
                "configure",
                "profile",
                "dev",
                "--sso-start-url",
                "https://b.awsapps.com/start",
                "--sso-region",
                "us-east-2",
                "--account-id",
                "123456789012",
                "--role-name",
                "Dev");

        assertTrue(config().contains("[sso-session b]"), config());
        assertTrue(config().contains("sso_session = b\n"), config());
    }

    @Test
    void changesOneKeyAndNothingElse() throws IOException {
        write("# mine\n[profile dev]\nregion = eu-west-1  # home\noutput = json\n\n[profile x]\n");

        Cli.Result result = run("configure", "profile", "dev", "--region", "eu-north-1");

        assertEquals(0, result.exit(), result::err);
        assertEquals("# mine\n[profile dev]\nregion = eu-north-1\noutput = json\n\n[profile x]\n", config());
        assertEquals(
                "# mine\n[profile dev]\nregion = eu-west-1  # home\noutput = json\n\n[profile x]\n",
                Files.readString(home.resolve(".aws/config.bak")));
        assertEquals("aws-sso: wrote " + home.resolve(".aws/config") + "\n", result.err());
    }

    @Test
    void secondRunChangesNothing() throws IOException {
        String[] words = {
            "configure",
            "profile",
            "dev",
            "--sso-start-url",
            "https://b.awsapps.com/start",
            "--sso-region",
            "us-east-2",
            "--account-id",
            "123456789012",
            "--role-name",
            "Dev",
            "--output",
            "json"
        };
        run(words);
        String first = config();
        var time = Files.getLastModifiedTime(home.resolve(".aws/config"));

        Cli.Result second = run(words);

        assertEquals(first, config());
        assertEquals(time, Files.getLastModifiedTime(home.resolve(".aws/config")));
        assertTrue(second.err().endsWith("is already up to date\n"), second.err());
    }

    @Test
    void turnsALegacyProfileIntoOneWithASession() throws IOException {
        write(
                """
                [profile dev]
                sso_start_url = https://b.awsapps.com/start
                sso_region = us-east-2
                sso_account_id = 123456789012
                sso_role_name = Dev
                # note
                region = eu-west-1
                """);

        run(
                "configure",
                "profile",
                "dev",
                "--sso-start-url",
                "https://b.awsapps.com/start",
                "--sso-region",
                "us-east-2");

        assertEquals(
                """
                [profile dev]
                sso_account_id = 123456789012
                sso_role_name = Dev
                # note
                region = eu-west-1
                sso_session = my-sso

                [sso-session my-sso]
                sso_region = us-east-2
                sso_start_url = https://b.awsapps.com/start
                """,
                config());
    }

    @Test
    void writesLegacyProfilesOnRequest() throws IOException {
        run(
                "configure",
                "profile",
                "dev",
                "--legacy",
                "--sso-start-url",
                "https://b.awsapps.com/start",
                "--sso-region",
                "us-east-2",
                "--account-id",
                "123456789012",
                "--role-name",
                "Dev");

        assertEquals(
                """
                [profile dev]
                sso_start_url = https://b.awsapps.com/start
                sso_region = us-east-2
                sso_account_id = 123456789012
                sso_role_name = Dev
                """,
                config());
    }

    @Test
    void keepsTheInstanceOfAProfileWhoseRoleChanges() throws IOException {
        write(
                """
                [sso-session a]
                sso_start_url = https://a.awsapps.com/start
                sso_region = us-east-2
                [sso-session b]
                sso_start_url = https://b.awsapps.com/start
                sso_region = us-east-2
                [profile dev]
                sso_session = b
                sso_account_id = 123456789012
                sso_role_name = Dev
                """);

        Cli.Result result = run("configure", "profile", "dev", "--account-id", "123456789012", "--role-name", "Admin");

        assertEquals(0, result.exit(), result::err);
        assertTrue(config().contains("sso_session = b\nsso_account_id = 123456789012\nsso_role_name = Admin\n"));
    }

    @Test
    void showsWhatItWouldDo() throws IOException {
        write("[profile dev]\naws_secret_access_key = hush\nregion = eu-west-1\n");

        Cli.Result result = run("configure", "profile", "dev", "--region", "eu-north-1", "--dry-run");

        String file = home.resolve(".aws/config").toString();
        assertEquals(
                "--- " + file + "\n+++ " + file + "\n"
                        + "@@ -1,3 +1,3 @@\n"
                        + " [profile dev]\n"
                        + " aws_secret_access_key = ****\n"
                        + "-region = eu-west-1\n"
                        + "+region = eu-north-1\n",
                result.out());
        assertTrue(config().contains("region = eu-west-1"));
        assertFalse(Files.exists(home.resolve(".aws/config.bak")));
    }

    @Test
    void refusesNamesAndValuesThatSdksMisread() {
        String[] good = {
            "configure",
            "profile",
            "dev",
            "--sso-start-url",
            "https://b.awsapps.com/start",
            "--sso-region",
            "us-east-2",
            "--account-id",
            "123456789012",
            "--role-name",
            "Dev"
        };
        for (String name : new String[] {"a b", "it's", "", "é", "a#b", "a]b"}) {
            String[] words = good.clone();
            words[2] = name;
            assertEquals(2, run(words).exit(), name);
        }
        assertEquals(2, run("configure", "profile", "dev", "--region", "EU").exit());
        assertEquals(2, run("configure", "profile", "dev", "--output", "a ;b").exit());
        assertEquals(
                2,
                run("configure", "profile", "dev", "--account-id", "123456789012")
                        .exit());
        assertFalse(Files.exists(home.resolve(".aws/config")));
    }

    @Test
    void keepsAStricterModeAndFollowsALinkOfOnesOwn() throws IOException {
        write("[profile dev]\nregion = eu-west-1\n");
        Path real = Files.move(home.resolve(".aws/config"), home.resolve("dotfiles-config"));
        Files.createSymbolicLink(home.resolve(".aws/config"), real);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));

        run("configure", "profile", "dev", "--region", "eu-north-1");

        assertTrue(Files.isSymbolicLink(home.resolve(".aws/config")));
        assertEquals("[profile dev]\nregion = eu-north-1\n", Files.readString(real));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    }

    @Test
    void addsTheLineForOldTools() throws IOException {
        write("[profile dev]\nregion = eu-west-1\n");

        run("configure", "profile", "dev", "--credential-process", "--program", "/opt/aws-sso/bin/aws-sso");

        assertEquals(
                """
                [profile dev]
                region = eu-west-1
                credential_process = /opt/aws-sso/bin/aws-sso credential-process --profile dev
                """,
                config());
    }
}
