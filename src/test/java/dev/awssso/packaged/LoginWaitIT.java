package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A browser that never comes back, as when its page shows an error: after half a minute {@code login} says what to do. */
@Tag("slow")
class LoginWaitIT {

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @Test
    void saysWhatToDoWhereThePageShowsAnError() {
        PackagedProgram program =
                PackagedProgram.at(home).with(sandbox.environment()).with("BROWSER", "/bin/true");

        try (RunningProgram login = program.start(Pattern.compile("Still waiting for the browser"), "login")) {
            assertTrue(login.err().contains("press Ctrl-C and run: aws-sso login "), login.err());
            assertTrue(login.err().contains(" --use-device-code"), login.err());
        }
    }
}
