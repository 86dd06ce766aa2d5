package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code dumpconfig > ~/.aws/config}, by a shell. */
@DisabledOnOs(OS.WINDOWS)
class DumpConfigIT {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    @Test
    void whoRedirectsIntoTheConfigFileIsToldThatTheShellEmptiedIt() throws IOException {
        DocumentedHome person =
                new DocumentedHome(home, sandbox).file(".aws/config", "[profile mine]\nregion = eu-west-1\n");
        String dump = "aws-sso dumpconfig --start-url " + sandbox.startUrl() + " --sso-region us-east-1";

        Result elsewhere = person.run(dump + " > other");
        Result written = person.run(dump + " --write");
        assertTrue(person.read(".aws/config").startsWith("[profile mine]\n"), person.read(".aws/config"));
        Result appended = person.run(dump + " >> .aws/config");
        Result redirected = person.run("ln -s .aws/config link; " + dump + " > link");

        assertEquals(0, redirected.exit(), redirected.err());
        String note = "aws-sso: the shell emptied " + home.resolve(".aws/config") + " before";
        assertTrue(redirected.err().contains(note), redirected.err());
        assertTrue(person.read(".aws/config").startsWith("# This is your Identity Center portal entry..."));
        for (Result quiet : new Result[] {elsewhere, written, appended}) {
            assertFalse(quiet.err().contains("the shell emptied"), quiet.err());
        }
    }
}
