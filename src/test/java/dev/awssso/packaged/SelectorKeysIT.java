package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.miss;
import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.signal;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The keys of the selector at a pseudo-terminal, and how it leaves the terminal: each session also checks that the
 * terminal's settings and modes are those of before.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SelectorKeysIT {

    private static final String ESC = "\\u001b";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;
    private static RunningProgram server;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.withAccounts(3, 3);
        server = PackagedProgram.at(home).startServer();
        person = new DocumentedHome(home, sandbox)
                .with("TERM", "xterm-256color")
                .with("AWS_SSO_ECS_SERVER", server.url().toString());
        Result login = person.run("aws-sso login --start-url " + sandbox.startUrl() + " --sso-region us-east-1");
        assertEquals(0, login.exit(), login.err());
    }

    @AfterAll
    static void end() {
        server.close();
        sandbox.close();
    }

    private static TerminalSession session(String... steps) {
        return TerminalSession.of(person, "100 24", "aws-sso ecs load", steps);
    }

    /** Types each of these keys and then sees this filter. */
    private static TerminalSession filters(String[]... keysAndFilters) {
        List<String> steps = new ArrayList<>(List.of(see("type to filter")));
        for (String[] one : keysAndFilters) {
            steps.add(type(one[0]));
            // With the next line: one filter may be the beginning of another.
            steps.add(see("role> " + one[1] + "\\nEndpoint"));
        }
        steps.add(type(ESC));
        TerminalSession session = session(steps.toArray(String[]::new));
        for (int i = 0; i < keysAndFilters.length; i++) {
            assertEquals(
                    ("role> " + keysAndFilters[i][1]).strip(),
                    session.screen(2 + 2 * i).get(0).strip());
        }
        assertEquals(130, session.code());
        return session;
    }

    private static String[] after(String keys, String filter) {
        return new String[] {keys, filter};
    }

    @Test
    void editsTheFilterAsAShellDoes() {
        filters(
                after("one two three", "one two three"),
                after("\\u0017", "one two"),
                after("four", "one two four"),
                // Home, Delete.
                after(ESC + "[H" + ESC + "[3~", "ne two four"),
                // End, Backspace.
                after(ESC + "[F\\u007f", "ne two fou"),
                // Ctrl-A, Ctrl-E and text at both.
                after("\\u0001x\\u0005y", "xne two fouy"),
                // Two to the left, then all before the cursor.
                after(ESC + "[D" + ESC + "OD\\u0015", "uy"),
                after("\\u0005\\u0015z", "z"));
    }

    @Test
    void neverTypesAnEscapeSequence() {
        filters(
                // F1, F5, F12, Alt-b, Alt-f, Alt-Left, Shift-Tab, Insert.
                after(
                        ESC + "OP" + ESC + "[15~" + ESC + "[24~" + ESC + "b" + ESC + "f" + ESC + "[1;3D" + ESC + "[Z"
                                + ESC + "[2~a",
                        "a"),
                // Focus in and out, a mouse report, a colour report, a cursor report, an unknown sequence.
                after(
                        ESC + "[I" + ESC + "[O" + ESC + "[<0;3;4M" + ESC + "]11;rgb:00/00/00\\u0007" + ESC + "[3;4R"
                                + ESC + "[?9;8$yb",
                        "ab"),
                // A paste of two lines types both, and chooses nothing.
                after(ESC + "[200~c\\rd" + ESC + "[201~e", "abc de"),
                // Ctrl-\\ and Ctrl-S: no dump of the threads, no stopped terminal.
                after("\\u001c\\u0013f", "abc def"));
    }

    @Test
    void saysWhereTheEnvironmentSetsAnEndpoint() {
        TerminalSession session = session(see("type to filter"), type(ESC));

        String notice = session.screen(0).get(1);
        assertTrue(notice.startsWith("Endpoint set in the environment: " + sandbox.url() + " (AWS_"), notice);
        assertTrue(notice.length() <= 100, notice);
        TerminalSession plain = TerminalSession.of(
                person,
                "100 24",
                "env AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true aws-sso ecs load",
                see("type to filter"),
                type(ESC));
        assertTrue(plain.screen(0).get(1).contains("type to filter"), plain.screen(0)::toString);
    }

    @Test
    void ctrlZGivesTheTerminalBackAndFgGoesOn() {
        // dash leaves the settings of a stopped job as they are, so what stty says is what the program left.
        TerminalSession session = TerminalSession.of(
                person,
                "100 24",
                "env PS1=ready: ENV= dash -i",
                see("ready:"),
                type("aws-sso ecs load\\r"),
                see("type to filter"),
                type("my-acct-2"),
                see("role> my-acct-2"),
                type("\\u001a"),
                see("Stopped"),
                miss("type to filter"),
                type("stty -a | grep icanon\\r"),
                see(" icanon"),
                // The next prompt is there before the next word is echoed.
                see("-echoprt\\nready:"),
                type("fg\\r"),
                see("role> my-acct-2"),
                type("\\u001a"),
                see("ready:fg\\naws-sso ecs load\\n[1] + Stopped"),
                type("fg\\r"),
                see("role> my-acct-2"),
                type("-Power"),
                see("> my-acct-2  222222222222  PowerUserAccess"),
                type("\\r"),
                miss("type to filter"),
                see("my-acct-2-PowerUserAccess"),
                type("exit\\r"));

        assertEquals(0, session.code(), session.screen()::toString);
        String profile = person.run("aws-sso ecs profile").out();
        assertTrue(profile.contains("my-acct-2-PowerUserAccess  222222222222  PowerUserAccess"), profile);
    }

    @Test
    void goesOnAfterStopAndContinueOfAnotherProcess() {
        TerminalSession session = session(
                see("type to filter"),
                signal("STOP"),
                signal("CONT"),
                type("my-acct-2 Read"),
                see("role> my-acct-2 Read"),
                see("> my-acct-2  222222222222  ReadOnlyAccess"),
                type(ESC));

        assertEquals(130, session.code());
        assertEquals(List.of("aws-sso: no role was chosen"), session.screen());
    }

    @Test
    void aSignalThatEndsItWipesTheList() {
        for (String signal : List.of("TERM", "HUP")) {
            TerminalSession session = session(see("type to filter"), type("my"), see("role> my"), signal(signal));

            assertEquals(signal.equals("TERM") ? 143 : 129, session.code());
            assertEquals(List.of(), session.screen());
            assertEquals(List.of(0L, true), session.cursor());
        }
    }
}
