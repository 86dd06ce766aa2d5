package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.miss;
import static dev.awssso.packaged.TerminalSession.resize;
import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ecs status --watch} at a pseudo-terminal, while the server changes behind it. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class StatusWatchIT {

    private static final String CTRL_C = "\\u0003";
    private static final String CTRL_Z = "\\u001a";
    private static final String WATCH = "aws-sso ecs status --watch";

    private RunningSandbox sandbox;

    @TempDir
    Path home;

    private RunningProgram server;
    private DocumentedHome person;

    @BeforeEach
    void start() {
        sandbox = RunningSandbox.withAccounts(3, 2);
        server = PackagedProgram.at(home).startServer();
        person = new DocumentedHome(home, sandbox)
                .with("TERM", "xterm-256color")
                .with("AWS_SSO_ECS_SERVER", server.url().toString());
        Result login = person.run("aws-sso login --start-url " + sandbox.startUrl() + " --sso-region us-east-1");
        assertEquals(0, login.exit(), login.err());
    }

    @AfterEach
    void end() {
        server.close();
        sandbox.close();
    }

    @Test
    void itFollowsTheServerInPlaceAndLeavesTheTerminalAsItWas() {
        String load = "aws-sso ecs load --slot one --account 111111111111 --role AdministratorAccess"
                + " --sso-start-url " + sandbox.startUrl() + " --sso-region us-east-1";
        person.file("bin/meanwhile", "#!/bin/bash\n(sleep 3; " + load + ") >$HOME/loaded 2>&1 &\nexec " + WATCH + "\n");
        assertTrue(home.resolve("bin/meanwhile").toFile().setExecutable(true));

        TerminalSession session = TerminalSession.of(
                person,
                "80 24",
                "meanwhile",
                see("Named slots   0"),
                type("typed"),
                see("Named slots   1"),
                see("AdministratorAccess"),
                resize(60, 8),
                miss("press Ctrl-C to exit"),
                resize(80, 24),
                see("press Ctrl-C to exit"),
                type(CTRL_C));

        assertEquals(130, session.code(), session.screen()::toString);
        List<String> last = session.screen();
        assertEquals(
                1, last.stream().filter(line -> line.startsWith("Server  ")).count(), last::toString);
        assertFalse(String.join("", last).contains("typed"), last::toString);
        assertFalse(String.join("", last).contains("^C"), last::toString);
        assertTrue(last.get(last.size() - 1).startsWith("Updated 20"), last::toString);
    }

    @Test
    void aServerThatGoesAwayIsShownAndItGoesOn() {
        TerminalSession session = TerminalSession.of(
                person,
                "100 24",
                "bash -c '(sleep 3; kill " + server.pid() + ") & exec " + WATCH + "'",
                see("Named slots   0"),
                miss("Named slots"),
                see("press Ctrl-C to exit"),
                type(CTRL_C));

        assertEquals(130, session.code());
        assertTrue(session.screen().get(0).contains("127.0.0.1"), session.screen()::toString);
    }

    @Test
    void itStopsAndGoesOnAsAJobOfAShell() {
        TerminalSession session = TerminalSession.of(
                person,
                "100 40",
                "env PS1= bash --norc -i",
                type("PS1='outer> '\\r"),
                see("outer>"),
                type(WATCH + "\\r"),
                see("press Ctrl-C to exit"),
                type(CTRL_Z),
                see("Stopped"),
                // The terminal echoes again.
                type("echo in''between\\r"),
                see("inbetween"),
                type("fg\\r"),
                see("outer> fg\\naws-sso ecs status --watch\\nServer  "),
                type(CTRL_C),
                see("press Ctrl-C to exit\\nouter>"),
                type("echo co''de=$?\\r"),
                see("code=130"),
                type("exit 0\\r"));

        assertEquals(0, session.code(), session.screen()::toString);
    }

    @Test
    void withoutATerminalItIsALineAndTheCodeOfUsage() {
        Result piped = person.run(WATCH);
        assertEquals(2, piped.exit());
        assertEquals("", piped.out());
        assertEquals("aws-sso: --watch requires a terminal\n", piped.err());
        assertEquals(2, person.run(WATCH + " --output json").exit());
    }
}
