package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.boot.Wiring;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages of the package, {@code man aws-sso-ecs-load}: {@code -Dgolden.update} writes them. */
class ManPagesTest {

    private static final Path FOLDER = Path.of("src/main/packaging/share/man/man1");

    @TempDir
    Path home;

    @Test
    void theManualPagesAreWhatTheProgramSays() throws IOException {
        Map<String, String> pages = new ManPages(toolbox(home)).all();
        if (System.getProperty("golden.update") != null) {
            write(pages);
        }
        assertEquals(text(pages), text(files()), "-Dgolden.update writes the pages");
    }

    @Test
    void groffReadsThePagesWithoutAWarning() throws IOException, InterruptedException {
        for (Path page : sorted()) {
            ProcessBuilder builder = new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-z", page.toString())
                    .redirectErrorStream(true);
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                assumeTrue(false, "groff is missing");
                return;
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertEquals("", said, page.toString());
        }
    }

    /** What the models of commands are made with; nothing is run with it. */
    static Toolbox toolbox(Path home) {
        PrintStream none = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), none, none, false);
        Environment environment = new Environment(Map.of("HOME", home.toString()), OperatingSystem.current());
        return new Wiring(environment, terminal, InstantSource.system(), Sleeper.real(), SecureRandom::new);
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (Path old : sorted()) {
            Files.delete(old);
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path page : sorted()) {
            files.put(page.getFileName().toString(), Files.readString(page));
        }
        return files;
    }

    private static Iterable<Path> sorted() throws IOException {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            return pages.sorted().toList();
        }
    }

    // One text, so that a failure shows the difference.
    private static String text(Map<String, String> pages) {
        StringBuilder all = new StringBuilder();
        pages.forEach(
                (name, page) -> all.append("==== ").append(name).append('\n').append(page));
        return all.toString();
    }
}
