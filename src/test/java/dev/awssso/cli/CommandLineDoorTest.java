package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineDoorTest {

    @TempDir
    Path home;

    @Test
    void versionNamesProgramAndRuntime() {
        Cli.Result result = Cli.at(home).run("--version");

        assertEquals(0, result.exit());
        assertTrue(result.out().matches("aws-sso \\d+\\.\\d+\\.\\d+ \\(.+, Java .+\\)\n"), result.out());
    }

    @Test
    void unknownCommandIsAUsageError() {
        Cli.Result result = Cli.at(home).run("frobnicate");

        assertEquals(2, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("aws-sso: unknown command frobnicate: see aws-sso --help\n"), result.err());
    }
}
