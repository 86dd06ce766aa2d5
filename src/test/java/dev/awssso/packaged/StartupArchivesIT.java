package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The start-up archives of an installation: made by the first start on a terminal, used from then on, and never a reason
 * for an error or a word of output.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartupArchivesIT {

    @TempDir
    Path home;

    private Path program;

    @BeforeAll
    void installElsewhere() throws IOException {
        assumeTrue(PackagedProgram.isOnJvm(), "the native program has no archives");
        assumeTrue(
                !Files.exists(Path.of("/.dockerenv")) && !Files.exists(Path.of("/run/.containerenv")),
                "a container makes its archives when its image is built");
        LauncherIT.copyReadOnly(PackagedProgram.location().getParent().getParent(), home.resolve("my apps/aws-sso"));
        program = home.resolve("my apps/aws-sso/bin/aws-sso");
    }

    @Test
    void theFirstStartOnATerminalMakesArchivesForTheNext() throws Exception {
        Path cache = Files.createDirectory(home.resolve("first-start"));
        assertEquals(List.of(), archives(cache), "nothing was started yet");

        assertEquals(version(cache), terminal(cache).out().replace("\r", ""));
        waitForArchives(cache);

        try (RunningProgram sandbox = at(cache).startSandbox()) {
            String maps = Files.readString(Path.of("/proc/" + sandbox.pid() + "/maps"));
            assertTrue(maps.contains(cache + "/aws-sso/archives/"), "no archive of the cache in use");
        }
        try (RunningProgram server = at(cache).startServer()) {
            String maps = Files.readString(Path.of("/proc/" + server.pid() + "/maps"));
            assertTrue(maps.contains("-server.jsa"), "no archive of the cache in use");
        }
        for (Path file : files(cache)) {
            assertFalse(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .matches(".{5}w.*|.{8}w"),
                    file + " can be written by others");
            assertFalse(file.getFileName().toString().endsWith(".tmp"), "left behind: " + file);
        }
    }

    @Test
    void optionsForEveryJavaDoNotStopAnArchive() throws IOException {
        Path cache = Files.createDirectory(home.resolve("options"));
        makeArchives(cache);

        PackagedProgram.Result result = at(cache)
                .with("JAVA_TOOL_OPTIONS", "-Xmx20m -XX:+UseParallelGC")
                .run("--version");

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().startsWith("aws-sso "), result.out());
    }

    @Test
    void noTerminalNoArchive() throws IOException {
        Path cache = Files.createDirectory(home.resolve("no-terminal"));

        at(cache).run("--version");

        assertFalse(Files.exists(cache.resolve("aws-sso/archives")));
    }

    @Test
    void noArchiveInContinuousIntegration() throws IOException {
        Path cache = Files.createDirectory(home.resolve("ci"));

        onTerminal(cache).with("CI", "true").run("-qefc", "'" + program + "' --version", "/dev/null");

        assertFalse(Files.exists(cache.resolve("aws-sso/archives")));
    }

    @Test
    void givesUpAfterThreeAttemptsThatFail() throws IOException {
        Path cache = Files.createDirectory(home.resolve("failing"));
        Path archives = Files.createDirectories(cache.resolve("aws-sso/archives"));
        // Another process seems to make them, for as long as this test runs.
        Files.createDirectory(archives.resolve(".lock"));

        for (int i = 0; i < 5; i++) {
            assertEquals(0, terminal(cache).exit());
        }

        Path attempts = files(cache).stream()
                .filter(file -> file.toString().endsWith(".attempts"))
                .findFirst()
                .orElseThrow();
        assertEquals("3\n", Files.readString(attempts));
    }

    /** What may have become of an archive. */
    enum Damage {
        EMPTY,
        CUT_TO_ITS_HEADER,
        CUT_IN_HALF,
        FOREIGN_BYTES,
        OTHER_HEADER,
        DAMAGED_BEHIND_THE_HEADER,
        OF_ANOTHER_PROGRAM
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aDamagedArchiveCostsTimeAndNothingElse(Damage damage) throws Exception {
        Path cache = Files.createDirectory(home.resolve("damaged-" + damage));
        makeArchives(cache);
        Path archive = archives(cache).stream()
                .filter(file -> file.toString().endsWith("-commands.jsa"))
                .findFirst()
                .orElseThrow();
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));

        damage(archive, damage);

        PackagedProgram.Result result = at(cache).run("--version");
        assertEquals(0, result.exit());
        assertEquals("", result.err());
        assertTrue(result.out().startsWith("aws-sso "), result.out());
        assertEquals(1, result.out().lines().count());
    }

    private static void damage(Path archive, Damage damage) throws IOException {
        byte[] noise = new byte[4096];
        new Random(7).nextBytes(noise);
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            long size = file.size();
            switch (damage) {
                case EMPTY -> file.truncate(0);
                case CUT_TO_ITS_HEADER -> file.truncate(4096);
                case CUT_IN_HALF -> file.truncate(size / 2);
                case FOREIGN_BYTES -> write(file, noise, 0, size, noise.length);
                case OTHER_HEADER -> write(file, Arrays.copyOf(noise, 400), 8, 409, 400);
                case DAMAGED_BEHIND_THE_HEADER -> write(file, Arrays.copyOf(noise, 64), 1_000_000, size - 64, 100_000);
                case OF_ANOTHER_PROGRAM -> {
                    Path other = archive.resolveSibling(
                            archive.getFileName().toString().replace("-commands", "-server"));
                    Files.copy(other, archive, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void write(FileChannel file, byte[] bytes, long from, long to, long step) throws IOException {
        for (long position = from; position < to; position += step) {
            file.write(java.nio.ByteBuffer.wrap(bytes), position);
        }
    }

    /** The program elsewhere, with its cache in this folder. */
    private PackagedProgram at(Path cache) {
        return PackagedProgram.at(home, program).with("XDG_CACHE_HOME", cache.toString());
    }

    private PackagedProgram onTerminal(Path cache) {
        return PackagedProgram.at(home, Path.of("script")).with("XDG_CACHE_HOME", cache.toString());
    }

    private PackagedProgram.Result terminal(Path cache) {
        return onTerminal(cache).run("-qefc", "'" + program + "' --version", "/dev/null");
    }

    private String version(Path cache) {
        return at(cache).run("--version").out();
    }

    private void makeArchives(Path cache) {
        PackagedProgram.Result made = PackagedProgram.at(home, program.resolveSibling("../lib/make-archives"))
                .with("XDG_CACHE_HOME", cache.toString())
                .run();
        assertEquals(0, made.exit(), made.err());
        assertEquals("", made.out() + made.err());
    }

    private static void waitForArchives(Path cache) throws Exception {
        long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
        while (archives(cache).size() < 2 || Files.exists(cache.resolve("aws-sso/archives/.lock"))) {
            assertTrue(System.nanoTime() < end, "no archives: " + files(cache));
            Thread.sleep(100);
        }
    }

    private static List<Path> archives(Path cache) throws IOException {
        return files(cache).stream()
                .filter(file -> file.toString().endsWith(".jsa"))
                .toList();
    }

    private static List<Path> files(Path cache) throws IOException {
        Path folder = cache.resolve("aws-sso/archives");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }
}
