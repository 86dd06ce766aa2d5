package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Rows;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script of the program on a JVM. Its start-up archives: {@link StartupArchivesIT}. */
class LauncherIT {

    @TempDir
    Path home;

    @BeforeEach
    void onAJvm() {
        assumeTrue(PackagedProgram.isOnJvm(), "the native program has no launcher");
    }

    @Test
    void startsThroughALinkToALink() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), PackagedProgram.location());
        Path relative = Files.createSymbolicLink(home.resolve("aws-sso"), link.getFileName());

        assertVersion(PackagedProgram.at(home, relative).run("--version"));
    }

    @Test
    void startsFromAMovedReadOnlyFolderWithABlankInItsName() throws IOException {
        Path moved = home.resolve("my programs/aws sso");
        copyReadOnly(PackagedProgram.location().getParent().getParent(), moved);

        assertVersion(PackagedProgram.at(home, moved.resolve("bin/aws-sso")).run("--version"));
    }

    @Test
    void namesTheVariableThatLeadsToNoJava() {
        PackagedProgram.Result result = PackagedProgram.at(home)
                .with("AWS_SSO_JAVA_HOME", home.toString())
                .run("--version");

        assertEquals(7, result.exit());
        assertEquals("", result.out());
        assertEquals(
                "aws-sso: AWS_SSO_JAVA_HOME is not Java 17 or newer: " + home + "\ntry: unset AWS_SSO_JAVA_HOME\n",
                result.err());
    }

    @Test
    void runsOnTheJavaThatWasAskedFor() {
        String java = System.getProperty("java.home");

        PackagedProgram.Result result =
                PackagedProgram.at(home).with("AWS_SSO_JAVA_HOME", java).run("--version");

        assertTrue(result.out().endsWith(", Java " + System.getProperty("java.version") + ")\n"), result.out());
    }

    @Test
    void handsWordsOnUnchanged() {
        String word = "a  b*'\"$HOME";

        PackagedProgram.Result result = PackagedProgram.at(home)
                .run(
                        "configure",
                        "profile",
                        word,
                        "--account-id",
                        "111111111111",
                        "--role-name",
                        "Dev",
                        "--sso-start-url",
                        "https://d-1.awsapps.com/start",
                        "--sso-region",
                        "us-east-1");

        assertTrue(result.err().contains(word), result.err());
    }

    @Rows("P4")
    @Test
    @EnabledOnOs(OS.LINUX)
    void usesItsArchiveAndWritesNoCore() throws IOException {
        try (RunningProgram sandbox = PackagedProgram.at(home).startSandbox()) {
            Path process = Path.of("/proc/" + sandbox.pid());

            assertTrue(Files.readString(process.resolve("maps")).contains("-commands.jsa"), "no archive in use");
            assertTrue(Files.readString(process.resolve("limits")).contains("Max core file size        0 "));
            assertTrue(Files.readString(process.resolve("cmdline")).contains("-XX:+DisableAttachMechanism"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theServerUsesItsArchiveAndALimitedHeap() throws IOException {
        try (RunningProgram server = PackagedProgram.at(home).startServer()) {
            Path process = Path.of("/proc/" + server.pid());

            assertTrue(Files.readString(process.resolve("maps")).contains("-server.jsa"), "no archive in use");
            assertTrue(Files.readString(process.resolve("cmdline")).contains("-Xmx128m"));
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aThreadDumpIsNotAmongThePayload() throws IOException {
        try (RunningProgram sandbox = PackagedProgram.at(home).startSandbox()) {
            new ProcessBuilder("kill", "-QUIT", Long.toString(sandbox.pid())).start();
            sandbox.waitForLine(Pattern.compile("Full thread dump"));

            assertTrue(sandbox.err().contains("Full thread dump"), sandbox.out());
            assertFalse(sandbox.out().contains("thread"), sandbox.out());
        }
    }

    private static void assertVersion(PackagedProgram.Result result) {
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.err());
        assertTrue(result.out().startsWith("aws-sso "), result.out());
    }

    /** A copy of an installation that nothing may be written to. */
    static void copyReadOnly(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-xr-xr-x"));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
