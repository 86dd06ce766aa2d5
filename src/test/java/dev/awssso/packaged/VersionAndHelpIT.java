package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionAndHelpIT {

    @TempDir
    Path home;

    @Test
    void versionNamesProgramCommitAndRuntime() {
        PackagedProgram.Result result = PackagedProgram.at(home).run("--version");

        assertEquals(0, result.exit());
        assertEquals("", result.err());
        assertTrue(result.out().matches("aws-sso \\d+\\.\\d+\\.\\d+ \\(.+, (Java .+|native)\\)\n"), result.out());
    }

    @Test
    void unknownCommandIsAUsageErrorOnStderr() {
        PackagedProgram.Result result = PackagedProgram.at(home).run("frobnicate");

        assertEquals(2, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("aws-sso: unknown command frobnicate: see aws-sso --help\n"), result.err());
    }

    @Test
    void helpTouchesNothingInTheHome() throws IOException {
        PackagedProgram.Result result = PackagedProgram.at(home).run("--help");

        assertEquals(0, result.exit());
        assertTrue(result.out().startsWith("Usage: aws-sso "), result.out());
        try (var files = Files.list(home)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void thePackageHasAManualPageForEachCommand() {
        Path manual = PackagedProgram.location().resolveSibling("../share/man/man1");

        assertTrue(Files.isRegularFile(manual.resolve("aws-sso.1")), manual.toString());
        assertTrue(Files.isRegularFile(manual.resolve("aws-sso-ecs-run.1")), manual.toString());
    }
}
