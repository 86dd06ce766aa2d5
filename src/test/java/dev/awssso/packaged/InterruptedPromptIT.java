package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a prompt and while something is waited for: 130, and the shell's prompt begins on a line of its own. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class InterruptedPromptIT {

    private static final String CTRL_C = "\\u0003";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start().waitsForPerson();

    @TempDir
    Path home;

    private DocumentedHome person;

    @BeforeEach
    void home() {
        person = new DocumentedHome(home, sandbox).with("TERM", "xterm-256color");
    }

    private TerminalSession interrupted(String command, String seen) {
        TerminalSession session = TerminalSession.of(person, "100 24", command, see(seen), type(CTRL_C));

        assertEquals(130, session.code(), session.screen()::toString);
        assertEquals(0L, session.cursor().get(0), session.screen()::toString);
        return session;
    }

    @Test
    void atAQuestion() {
        TerminalSession session = interrupted("aws-sso configure sso", "Start URL:");

        String last = session.screen().get(session.screen().size() - 1);
        assertTrue(last.startsWith("Start URL: "), last);
    }

    @Test
    void whileTheSecondsOfADeviceCodeAreCounted() {
        TerminalSession session = interrupted(
                "aws-sso login --use-device-code --start-url " + sandbox.startUrl() + " --sso-region us-east-1",
                "Waiting, ");

        assertFalse(String.join("\n", session.screen()).contains("Waiting"), session.screen()::toString);
        assertFalse(String.join("\n", session.screen()).contains("^C"), session.screen()::toString);
    }

    @Test
    void whileTheBrowserIsWaitedFor() {
        person.with("BROWSER", "true");
        TerminalSession session = interrupted(
                "aws-sso login --start-url " + sandbox.startUrl() + " --sso-region us-east-1", "/authorize?");

        assertFalse(String.join("\n", session.screen()).contains("^C"), session.screen()::toString);
    }
}
