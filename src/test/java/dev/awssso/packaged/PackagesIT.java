package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packages of {@code -Ppackages}, installed in a clean system, used and removed. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class PackagesIT {

    private static final Path PACKAGES = Path.of("target/packages").toAbsolutePath();
    private static final String ARCHIVES = "var/cache/aws-sso";

    @TempDir
    static Path folder;

    private static CleanSystem system;
    private static Set<String> before;

    @BeforeAll
    static void makesACleanSystem() throws Exception {
        assumeTrue(Files.isRegularFile(PACKAGES.resolve("SHA256SUMS")), "./mvnw package -Ppackages makes the packages");
        assumeTrue(CleanSystem.isUsable(), "mmdebstrap, rpm or dpkg are missing, or this is not root");
        system = CleanSystem.make(folder);
        before = system.files();
    }

    /** Only what a failed test left. */
    @AfterEach
    void removesThePackage() throws Exception {
        if (Files.exists(system.file("usr/lib/aws-sso"))) {
            system.run("dpkg", "-P", "aws-sso", "aws-sso-native");
            system.rpm("-e", "aws-sso");
        }
        Files.deleteIfExists(system.file("srv/aws-sso.deb"));
    }

    @Test
    void dpkgInstallsItWithArchivesAndRemovesItWithoutATrace() throws Exception {
        dpkgInstalls();

        assertItWorksWithoutAndWithItsArchives();

        assertGood(system.run("dpkg", "-r", "aws-sso"));
        assertNothingIsLeft();
        assertNotEquals(0, system.run("dpkg", "-s", "aws-sso").exit(), "dpkg still knows it");
    }

    @Test
    void dpkgRemovesItWhileItsArchivesAreBeingMade() throws Exception {
        dpkgInstalls();
        waitUntil(() -> Files.exists(system.file(ARCHIVES + "/.lock")), "no archive was begun");

        assertGood(system.run("dpkg", "-r", "aws-sso"));

        assertNothingIsLeft();
        // Nor does a process come back to it.
        Thread.sleep(1000);
        assertNothingIsLeft();
    }

    @Test
    void aNewVersionMakesItsArchivesAnew() throws Exception {
        dpkgInstalls();
        waitForArchives();
        Set<String> first = times();

        dpkgInstalls();

        waitForArchives();
        assertTrue(times().stream().noneMatch(first::contains), () -> "not made anew: " + first);
    }

    @Test
    void anotherJavaGetsArchives() throws Exception {
        dpkgInstalls();
        waitForArchives();
        Set<String> first = times();

        // What dpkg does when a package has put files under /usr/lib/jvm.
        assertGood(system.run("dpkg-trigger", "--by-package=aws-sso", "--no-await", "/usr/lib/jvm"));
        assertGood(system.run("dpkg", "--triggers-only", "--pending"));

        waitUntil(() -> times().stream().noneMatch(first::contains), "not made anew");
        waitForArchives();
    }

    private static void dpkgInstalls() throws Exception {
        Files.copy(only(".deb"), system.file("srv/aws-sso.deb"));
        Podman.Result installed = system.run("dpkg", "-i", "/srv/aws-sso.deb");
        Files.delete(system.file("srv/aws-sso.deb"));
        assertGood(installed);
    }

    @Test
    void rpmInstallsItWithArchivesAndRemovesItWithoutATrace() throws Exception {
        Path file = only(".noarch.rpm");
        Podman.Result refused = system.rpm("-i", file.toString());
        assertNotEquals(0, refused.exit());
        assertTrue(refused.err().contains("java-headless >= 1:17 is needed"), refused::err);

        // Java is there, but Debian's: rpm does not know of it.
        assertGood(system.rpm("-i", "--nodeps", file.toString()));

        assertItWorksWithoutAndWithItsArchives();

        assertGood(system.rpm("-e", "aws-sso"));
        assertNothingIsLeft();
        assertNotEquals(0, system.rpm("-q", "aws-sso").exit(), "rpm still knows it");
    }

    @Test
    void theNativePackageHasNoArchivesAndIsRemovedWithoutATrace() throws Exception {
        Path file;
        try (Stream<Path> files = Files.list(PACKAGES)) {
            file = files.filter(path -> path.getFileName().toString().matches("aws-sso-native_.*\\.deb"))
                    .findFirst()
                    .orElse(null);
        }
        assumeTrue(file != null, "-Dpackages.native=FILE makes the native package");
        Files.copy(file, system.file("srv/aws-sso.deb"));
        Podman.Result installed = system.run("dpkg", "-i", "/srv/aws-sso.deb");
        Files.delete(system.file("srv/aws-sso.deb"));
        assertGood(installed);

        String version = version();

        assertTrue(version.startsWith("aws-sso ") && version.contains("native"), version);
        assertGood(system.run("dpkg", "-r", "aws-sso-native"));
        assertNothingIsLeft();
    }

    private static void assertItWorksWithoutAndWithItsArchives() throws Exception {
        String version = version();
        assertTrue(version.startsWith("aws-sso "), version);

        waitForArchives();

        assertEquals(version, version());
        Process sandbox = system.start("aws-sso", "sandbox", "run", "--port", "0");
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(sandbox.getErrorStream(), StandardCharsets.UTF_8))) {
            assertTrue(String.valueOf(err.readLine()).contains("sandbox ready"));
            String maps = Files.readString(Path.of("/proc/" + sandbox.pid() + "/maps"));
            assertTrue(maps.lines().anyMatch(line -> line.contains(ARCHIVES) && line.endsWith("-commands.jsa")), maps);
        } finally {
            sandbox.destroy();
            sandbox.waitFor();
        }
        assertTrue(Files.exists(system.file("usr/lib/systemd/user/aws-sso.service")));
    }

    private static String version() throws Exception {
        Podman.Result result = system.run("aws-sso", "--version");
        assertGood(result);
        assertEquals("", result.err());
        return result.out();
    }

    private static void waitForArchives() throws Exception {
        waitUntil(
                () -> archives().size() == 2 && !Files.exists(system.file(ARCHIVES + "/.lock")),
                "no archives in " + ARCHIVES);
    }

    // Those that the launcher takes: complete, and not written to since.
    private static Set<Path> archives() throws IOException {
        if (!Files.exists(system.file(ARCHIVES))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(system.file(ARCHIVES))) {
            return new TreeSet<>(
                    files.filter(file -> file.toString().endsWith(".jsa.ok")).toList());
        }
    }

    private static Set<String> times() throws IOException {
        Set<String> times = new TreeSet<>();
        for (Path file : archives()) {
            times.add(file.getFileName() + " " + Files.getLastModifiedTime(file));
        }
        return times;
    }

    private interface Condition {
        boolean isMet() throws IOException;
    }

    private static void waitUntil(Condition condition, String otherwise) throws Exception {
        long end = System.nanoTime() + 2 * PackagedProgram.PATIENCE.toNanos();
        while (!condition.isMet()) {
            assertTrue(System.nanoTime() < end, otherwise);
            Thread.sleep(100);
        }
    }

    private static void assertNothingIsLeft() throws IOException {
        Set<String> after = system.files();
        Set<String> more = new TreeSet<>(after);
        more.removeAll(before);
        Set<String> fewer = new TreeSet<>(before);
        fewer.removeAll(after);
        assertEquals("[] []", more + " " + fewer);
    }

    private static void assertGood(Podman.Result result) {
        assertEquals(0, result.exit(), () -> result.out() + "\n" + result.err());
    }

    private static Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            return files.filter(file -> file.toString().endsWith(suffix)
                            && !file.getFileName().toString().startsWith("aws-sso-native"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + suffix + " in " + PACKAGES));
        }
    }
}
