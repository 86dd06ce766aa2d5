package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, file names and variables that are not ASCII, in every locale. */
@DisabledOnOs(OS.WINDOWS)
class BytesIT {

    private static final String ROLE = "--account-id 111111111111 --role-name PowerUserAccess ";
    private static final String RUN_AS = "aws-sso run-as " + ROLE;

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
                        [profile café]
                        sso_start_url = https://d-987654321d.awsapps.com/start
                        sso_region = us-east-1
                        sso_account_id = 111111111111
                        sso_role_name = PowerUserAccess
                        """);
        Result result = person.run("aws-sso login");
        assertEquals(0, result.exit(), result.err());
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export LC_ALL=C|C",
                "export LC_ALL=|''",
                "unset LC_ALL LANG|unset",
                "export LC_ALL=xx_YY.UTF-8|xx_YY.UTF-8",
                "unset LC_ALL; export LANG=de_DE.ISO-8859-1|unset",
            })
    void utf8GoesToTheChildUnchangedInAnyLocale(String locale, String seen) {
        String show = "sh -c 'printf \"%s|%s\" \"$1\" \"${LC_ALL-unset}\"' -- 's3://b/Übersicht 日本 \uFFFD'";
        Result result = person.run(locale + "\n" + RUN_AS + "--env " + show + "\necho\n" + RUN_AS + show
                + "\necho\naws-sso runas " + ROLE + "-c 'printf \"%s|%s\" \"s3://b/Übersicht\" \"${LC_ALL-unset}\"'");
        String line = "s3://b/Übersicht 日本 \uFFFD|" + seen + "\n";
        assertEquals(line + line + "s3://b/Übersicht|" + seen, result.out(), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void variablesThatNobodySetsKeepTheirBytes(String locale) {
        String setting = "env LC_ALL=" + locale
                + " RAW=$'\\xff\\xfe\\xe9' $'N\\xe9M=v' $'N\\xeaM=w' EMPTY= 'UML=Ü' my.var=1 a-b=2 ";
        String plain = person.run(
                        setting + "env -0 > raw; tr '\\0' '\\n' < raw"
                                + " | LC_ALL=C grep -a '^RAW\\|^N.M=\\|^EMPTY\\|^UML\\|^my.var\\|^a-b' | LC_ALL=C sort | od -An -tx1")
                .out();
        assertTrue(plain.contains("ff fe e9"), plain);
        for (String mode : new String[] {"", "--env "}) {
            Result result = person.run(
                    setting + "aws-sso run-as " + ROLE + mode + "-- env -0 > raw; tr '\\0' '\\n' < raw"
                            + " | LC_ALL=C grep -a '^RAW\\|^N.M=\\|^EMPTY\\|^UML\\|^my.var\\|^a-b' | LC_ALL=C sort | od -An -tx1");
            assertEquals(plain, result.out(), result.err());
        }
    }

    @Test
    void aWordThatIsNotUtf8IsRefusedWithOneLine() {
        assertRefused(125, "argument 9", RUN_AS + "-- printf %s $'x\\xff'");
        assertRefused(125, "argument 7", "aws-sso runas " + ROLE + "-c $'echo \\xff'");
        assertRefused(2, "argument 3", "aws-sso dumpcreds --profile $'caf\\xe9'");
        assertRefused(2, "argument 3", "LC_ALL=C aws-sso dumpcreds --profile $'caf\\xe9'");
    }

    @Test
    void aFileNameThatIsNotUtf8IsRefusedWithOneLine() {
        assertRefused(7, "AWS_CONFIG_FILE", "AWS_CONFIG_FILE=$'/x/\\xff' aws-sso status");
        assertRefused(7, "HOME", "HOME=$'/x/\\xff' \"$(type -P aws-sso)\" status");
        assertRefused(125, "AWS_CONFIG_FILE", "AWS_CONFIG_FILE=$'/x/\\xff' aws-sso run-as --profile dev true");
    }

    private static void assertRefused(int exit, String named, String script) {
        Result result = person.run(script);
        assertEquals(exit, result.exit(), result.err());
        assertEquals("", result.out());
        String first = result.err().lines().findFirst().orElse("");
        assertTrue(first.startsWith("aws-sso: ") && first.contains(named), result.err());
        assertTrue(first.endsWith("is not valid UTF-8"), result.err());
        assertFalse(result.err().contains("\uFFFD"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void namesWithUmlautsWork(String locale) {
        Result result = person.run(
                "export LC_ALL=" + locale
                        + """

                aws-sso credential-process --profile café || exit 11
                AWS_PROFILE=café aws-sso dumpcreds || exit 12
                mkdir -p Müller/.aws && cp -r .aws/config .aws/sso Müller/.aws/
                AWS_CONFIG_FILE=$HOME/Müller/.aws/config aws-sso credential-process --profile café || exit 13
                program=$(type -P aws-sso)
                HOME=$HOME/Müller "$program" credential-process --profile café || exit 14
                AWS_CONFIG_FILE=$HOME/Müller/neu aws-sso configure profile x --account-id 111111111111 --role-name Dev \
                  --sso-start-url https://d-987654321d.awsapps.com/start --sso-region us-east-1 || exit 15
                test -s Müller/neu || exit 16
                aws-sso dumpcreds -a 日本 -r Dev; exit $?
                """);
        assertEquals(5, result.exit(), result.err());
        assertTrue(result.err().contains("no account named \"日本\""), result.err());
        assertFalse(result.err().contains("internal error"), result.err());
    }
}
