package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What {@code -Ppackages} leaves: complete, with its sums, and the same when it is built again elsewhere. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ReproducibleBuildIT {

    private static final Path PACKAGES = Path.of("target/packages");
    private static final Path AGAIN = Path.of("target/built-again");
    private static final Pattern DOWNLOAD = Pattern.compile("url \"(.*)/aws-sso-[^/]*\\.tar\\.gz\"\\n");
    private static final long LONGEST_MINUTES = 15;

    // The source in another folder, built with another umask, time zone and language.
    private static final String BUILD =
            """
            set -e
            rm -rf "$1"
            mkdir -p "$1"
            git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -c | tar -x -C "$1"
            cp -r .git "$1/"
            cd "$1"
            umask 077
            export TZ=Pacific/Auckland LC_ALL=C LANG=C
            ./mvnw -B -ntp -q -Ppackages -Dquick -DskipTests -Dmaven.test.skip=true "-Dpackages.url=$2" package
            """;

    @BeforeAll
    static void thePackagesAreThere() {
        assumeTrue(Files.isRegularFile(PACKAGES.resolve("SHA256SUMS")), "./mvnw package -Ppackages makes the packages");
        assumeTrue(Files.exists(Path.of(".git")), "the source is not a checkout of git");
    }

    @Test
    void twoBuildsHaveTheSameSums() throws Exception {
        Path log = Files.createDirectories(AGAIN.toAbsolutePath().getParent()).resolve("built-again.log");
        Process build = new ProcessBuilder("bash", "-c", BUILD, "build", AGAIN.toString(), downloadUrl())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        boolean ended = build.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        build.destroyForcibly();
        assertTrue(ended, "the second build did not end");
        assertEquals(0, build.exitValue(), () -> read(log));

        assertEquals(
                withoutNative(read(PACKAGES.resolve("SHA256SUMS"))),
                withoutNative(read(AGAIN.resolve("target/packages/SHA256SUMS"))));
    }

    // The native program is built once: another build of it has other bytes.
    private static String withoutNative(String sums) {
        return sums.replaceAll("(?m)^.*  aws-sso-native.*\\n", "");
    }

    private static String downloadUrl() {
        Matcher url = DOWNLOAD.matcher(read(PACKAGES.resolve("aws-sso.rb")));
        assertTrue(url.find(), "the formula has no URL");
        return url.group(1);
    }

    @Test
    void theSumsAreThoseOfTheFiles() throws Exception {
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
                .directory(PACKAGES.toFile())
                .inheritIO()
                .start();

        assertEquals(0, check.waitFor());
        List<String> names = Files.readAllLines(PACKAGES.resolve("SHA256SUMS")).stream()
                .map(line -> line.replaceFirst(".*  ", ""))
                .toList();
        for (String kind : List.of(".tar.gz", "_all.deb", ".noarch.rpm", ".cdx.json", ".rb")) {
            assertTrue(names.stream().anyMatch(name -> name.endsWith(kind)), kind + " in " + names);
        }
    }

    @Test
    void theFormulaNamesTheArchiveAndItsSum() throws IOException {
        String formula = read(PACKAGES.resolve("aws-sso.rb"));
        String archive = read(PACKAGES.resolve("SHA256SUMS"))
                .lines()
                .filter(line -> line.endsWith(".tar.gz"))
                .findFirst()
                .orElseThrow();

        assertTrue(formula.contains("sha256 \"" + archive.substring(0, 64) + "\""), formula);
        assertTrue(formula.contains("/" + archive.substring(66) + "\""), formula);
        assertTrue(!formula.contains("@"), formula);
    }

    @Test
    void theBillOfMaterialsHasWhatIsInTheProgramAndNoTestLibrary() throws IOException {
        String bom = read(PACKAGES.resolve("aws-sso-"
                + Files.readString(Path.of("pom.xml")).replaceAll("(?s).*?<version>([^<]*)</version>.*", "$1")
                + ".cdx.json"));

        for (String part : List.of("pkg:maven/info.picocli/picocli@", "pkg:maven/software.amazon.awssdk/sso@")) {
            assertTrue(bom.contains(part), part);
        }
        for (String part :
                List.of("pkg:maven/io.rest-assured", "pkg:maven/com.tngtech.archunit", "pkg:maven/org.junit")) {
            assertTrue(!bom.contains(part), part);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
