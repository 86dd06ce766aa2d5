package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.miss;
import static dev.awssso.packaged.TerminalSession.resize;
import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Choosing one of 10 000 roles at a pseudo-terminal, key by key: {@code src/test/python/terminal.py} is the person. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SelectorIT {

    private static final String DOWN = "\\u001b[B";
    private static final String ESC = "\\u001b";
    private static final String CTRL_C = "\\u0003";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;
    private static RunningProgram server;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.withAccounts(100, 103);
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

    private static TerminalSession session(String size, String... steps) {
        return TerminalSession.of(person, size, "aws-sso ecs load", steps);
    }

    @Test
    void typingFiltersAndArrowsAndEnterChooseAmongTenThousand() {
        TerminalSession session = session(
                "80 24",
                see("type to filter"),
                type("my-acct AdmAcc"),
                see("role> my-acct AdmAcc"),
                see("> my-acct-1"),
                type(DOWN),
                see("> my-acct-2"),
                type("\\r"));

        assertEquals(0, session.code(), session.screen()::toString);
        assertTrue(
                session.screen(0).get(2).startsWith("10000/10000  type to filter, "),
                session.screen(0).get(2));
        assertTrue(session.screen(0).stream().allMatch(line -> line.length() <= 80));
        assertEquals(
                List.of(
                        "role> my-acct AdmAcc",
                        session.screen(0).get(1),
                        "2/10000  type to filter, arrows and Enter to choose, Esc to leave",
                        "  my-acct-1  111111111111  AdministratorAccess  my-acct-1-AdministratorAccess",
                        "> my-acct-2  222222222222  AdministratorAccess  my-acct-2-AdministratorAccess"),
                session.screen(5));
        String profile = person.run("aws-sso ecs profile").out();
        assertTrue(profile.contains("my-acct-2-AdministratorAccess  222222222222  AdministratorAccess"), profile);

        // The next time it is the first one.
        TerminalSession again = session("80 24", see("> my-acct-2"), type("\\r"));
        assertEquals(0, again.code());
        assertTrue(again.screen(0).get(3).matches("> my-acct-2 +222222222222 .*"), again.screen(0)::toString);
    }

    @Test
    void escAndCtrlCLeaveWith130AndNothingOnTheScreen() {
        for (String key : List.of(ESC, CTRL_C)) {
            TerminalSession session = session("80 24", see("type to filter"), type("my"), see("role> my"), type(key));
            assertEquals(130, session.code());
            assertEquals(List.of("aws-sso: no role was chosen"), session.screen());
        }
    }

    @Test
    void drawsAnewWhenTheWindowChanges() {
        TerminalSession session = session(
                "100 30",
                see("type to filter, arrows and Enter to choose, Esc to leave"),
                resize(50, 8),
                miss("Esc to leave"),
                type("my-acct AdmAcc"),
                see("role> my-acct AdmAcc"),
                resize(120, 30),
                see("my-acct-2-AdministratorAccess"),
                type(CTRL_C));

        assertEquals(130, session.code());
        List<String> narrow = session.screen(2);
        assertTrue(narrow.stream().allMatch(line -> line.length() <= 50), narrow::toString);
        assertEquals(8, narrow.size(), narrow::toString);
        assertEquals(5, session.screen(6).size(), session.screen(6)::toString);
        assertEquals(List.of("aws-sso: no role was chosen"), session.screen());
    }
}
