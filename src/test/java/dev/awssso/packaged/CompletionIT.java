package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.CompletingShell.Kind;
import dev.awssso.packaged.CompletingShell.Line;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.SandboxAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * TAB in the real shells, at a pseudo-terminal. A line is accepted after the last TAB, and what counts is the words with
 * which the program is run.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class CompletionIT {

    private static final int ATTEMPTS = 4;

    /** Names of accounts, behind a beginning of their own. */
    private static final List<String> HOSTILE = List.of(
            "$(touch pwned)",
            "`touch pwned`",
            "${HOME}$HOME",
            ";touch pwned;",
            "|touch pwned|",
            "&touch pwned&",
            "(touch pwned)",
            "<pwned>pwned",
            "'it''s'",
            "\"quoted\"",
            "'\"`$(touch pwned)`\"'",
            "back\\slash\\",
            "co:lon::x",
            "equals=x==",
            "at@x@",
            "with  two blanks ",
            "~home~",
            "#hash #x",
            "bang!x!! !",
            "*?[a-z]x",
            "{a,b}{1..3}",
            "^x^y^",
            "%5%d%%",
            "\u00fcn\u00ef \u5929",
            "line\nbreak\n",
            "\u0001\u001b[31m\u007f",
            "\u202eright",
            "-leading --dash");

    /** The same as whole names; what is typed of them is quoted where a person must. */
    private static final Map<String, String> WHOLE = Map.of(
            "$(touch pwned) whole", "'$(to",
            "-whole", "-wh",
            "--whole two", "--wh",
            "~whole", "\\\\~wh",
            "#whole", "'#wh",
            "!whole", "'!wh",
            ":whole", ":wh",
            "=whole", "\\\\=wh");

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(5, 2);

    @TempDir
    Path home;

    private DocumentedHome person;

    @BeforeEach
    void signIn() {
        int id = 0;
        for (String name : names()) {
            sandbox.controls()
                    .put(new SandboxAccount("3000000000" + (10 + id++), name, null, List.of("Reader", "Reader@x+y=z")));
        }
        person = new DocumentedHome(home, sandbox).with("TERM", "xterm").with("LC_ALL", "C.UTF-8");
        person.file(".config/fish/config.fish", "set fish_greeting\n");
        Result login = person.run(
                "aws-sso login --start-url " + sandbox.startUrl() + " --sso-region us-east-1 && aws-sso roles");
        assertEquals(0, login.exit(), login.err());
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : HOSTILE) {
            names.add("n" + (100 + names.size()) + name);
        }
        names.addAll(WHOLE.keySet());
        names.addAll(List.of("two:of us", "two:of you", "one $x", "one $y"));
        return names;
    }

    private void noneIsExecuted() {
        assertFalse(Files.exists(home.resolve("pwned")), "a name was executed");
    }

    @ParameterizedTest
    @EnumSource
    @Rows("I8")
    void aHostileNameIsCompletedToItselfInEveryQuote(Kind kind) {
        CompletingShell shell = new CompletingShell(person, kind).install();
        Map<Integer, String> expected = new LinkedHashMap<>();
        for (String name : names()) {
            if (!name.matches("n\\d\\d\\d(?s:.*)")) {
                continue;
            }
            String begin = name.substring(0, 4);
            // fish leaves the quote open behind one of these, since more may follow.
            boolean open = kind == Kind.FISH && name.matches("(?s:.*)[-/=@:.,]");
            shell.line(
                    "aws-sso roles -a " + begin,
                    " -a " + (open ? "" : "\"") + begin,
                    " -a " + (open ? "" : "'") + begin);
            expected.put(expected.size(), name);
        }

        List<Line> lines = shell.type();

        List<String> wrong = new ArrayList<>();
        expected.forEach((at, name) -> {
            if (!lines.get(at).words().equals(List.of("roles", "-a", name, "-a", name, "-a", name))) {
                wrong.add(name + " -> " + lines.get(at));
            }
        });
        assertEquals(List.of(), wrong);
        noneIsExecuted();
    }

    @ParameterizedTest
    @EnumSource
    @Rows("I8")
    void aNameThatBeginsWithASpecialCharacterToo(Kind kind) {
        CompletingShell shell = new CompletingShell(person, kind).install();
        List<String> names = List.copyOf(WHOLE.keySet());
        names.forEach(name ->
                shell.line("aws-sso roles --account-id " + WHOLE.get(name).replace("\\\\", "\\")));

        List<Line> lines = shell.type();

        for (int i = 0; i < names.size(); i++) {
            assertEquals(
                    List.of("roles", "--account-id", names.get(i)), lines.get(i).words(), lines.get(i)::shown);
        }
        noneIsExecuted();
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreCompletedWhereTheyStand(Kind kind) {
        person.file(
                ".aws/config",
                """
                [sso-session mine]
                sso_region = us-east-1
                sso_start_url = %s
                [profile "quiet words"]
                region = eu-west-1
                [profile a:b=c@d]
                region = eu-west-1
                """
                        .formatted(sandbox.startUrl()));
        Result login = person.run("aws-sso login --sso-session mine && aws-sso roles");
        assertEquals(0, login.exit(), login.err());
        CompletingShell shell = new CompletingShell(person, kind).install();
        shell.line("aws-sso cons", "--prof", "qui")
                .line("aws-sso console --profile=qui")
                .line("aws-sso console --profile a:b", "--region=eu-no")
                .line("aws-sso console --profile a:b=c")
                .line("aws-sso roles --outp", "js")
                .line("aws-sso ecs li")
                .line("aws-sso roles --account-id 1111", "--refresh-c")
                .line("aws-sso console --account-id 1111", "--role-name Admin")
                .line("aws-sso console --account-id n100", "--role-name Reader@")
                .line("aws-sso login --sso-session min")
                .line("aws-sso roles --account-id two", "y")
                .line("aws-sso roles --account-id 'one $", "y")
                .line("aws-sso roles --account-id \"two:o", "u")
                .line("FOO=1 aws-sso dumpcr")
                .line("aws-sso login --sso-session mine --accesstoken")
                .line("aws-sso roles --sso-access-token-file .aws/con");

        List<List<String>> ran = shell.type().stream().map(Line::words).toList();

        assertEquals(List.of("console", "--profile", "quiet words"), ran.get(0));
        assertEquals(List.of("console", "--profile=quiet words"), ran.get(1));
        assertEquals(List.of("console", "--profile", "a:b=c@d", "--region=eu-north-1"), ran.get(2));
        assertEquals(List.of("console", "--profile", "a:b=c@d"), ran.get(3));
        assertEquals(List.of("roles", "--output", "json"), ran.get(4));
        assertEquals(List.of("ecs", "list"), ran.get(5));
        assertEquals(List.of("roles", "--account-id", "111111111111", "--refresh-cache"), ran.get(6));
        assertEquals(
                List.of("console", "--account-id", "111111111111", "--role-name", "AdministratorAccess"), ran.get(7));
        assertEquals(
                List.of("console", "--account-id", "n100$(touch pwned)", "--role-name", "Reader@x+y=z"), ran.get(8));
        assertEquals(List.of("login", "--sso-session", "mine"), ran.get(9));
        assertEquals(List.of("roles", "--account-id", "two:of you"), ran.get(10));
        assertEquals(List.of("roles", "--account-id", "one $y"), ran.get(11));
        assertEquals(List.of("roles", "--account-id", "two:of us"), ran.get(12));
        assertEquals(List.of("dumpcreds"), ran.get(13));
        assertEquals(List.of("login", "--sso-session", "mine"), ran.get(14).subList(0, 3));
        assertEquals(List.of("roles", "--sso-access-token-file", ".aws/config"), ran.get(15));
        noneIsExecuted();
    }

    @ParameterizedTest
    @EnumSource
    void aListShowsNamesBesideIds(Kind kind) {
        CompletingShell shell = new CompletingShell(person, kind).install();
        shell.list("aws-sso roles --account-id 3000000000");

        Line listed = shell.type().get(0);

        assertTrue(listed.shown().contains("two:of you"), listed.shown());
        assertFalse(listed.shown().contains("\u001b[31m\u007f"), listed.shown());
        noneIsExecuted();
    }

    @ParameterizedTest
    @EnumSource
    @Rows("I8")
    void slotsComeFromTheServerOfThisUser(Kind kind) {
        try (RunningProgram server = PackagedProgram.at(home).startServer()) {
            person.with("AWS_SSO_ECS_SERVER", server.url().toString())
                    .file(
                            ".aws/config",
                            """
                            [sso-session mine]
                            sso_region = us-east-1
                            sso_start_url = %s
                            [profile "slot $(touch pwned) a"]
                            sso_session = mine
                            sso_account_id = 111111111111
                            sso_role_name = AdministratorAccess
                            """
                                    .formatted(sandbox.startUrl()));
            Result loaded = person.run("aws-sso login --sso-session mine"
                    + " && aws-sso ecs load --slotted --profile 'slot $(touch pwned) a'");
            assertEquals(0, loaded.exit(), loaded.err());
            completesSlots(kind, ATTEMPTS);
        }
        noneIsExecuted();
    }

    // A server that is late is left out, and a person presses TAB again.
    private void completesSlots(Kind kind, int attempts) {
        CompletingShell shell = new CompletingShell(person, kind).install();
        shell.line("aws-sso ecs unload --profile slo").line("aws-sso ecs env --slot \"slo");
        try {
            List<Line> lines = shell.type();

            assertEquals(
                    List.of("ecs", "unload", "--profile", "slot $(touch pwned) a"),
                    lines.get(0).words());
            assertEquals(
                    List.of("ecs", "env", "--slot", "slot $(touch pwned) a"),
                    lines.get(1).words());
        } catch (AssertionError late) {
            if (attempts == 1) {
                throw late;
            }
            completesSlots(kind, attempts - 1);
        }
    }
}
