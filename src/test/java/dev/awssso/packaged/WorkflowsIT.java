package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows in {@code .github/workflows}, which nothing here runs: correct by actionlint, pinned, with few rights. */
@Tag("slow")
class WorkflowsIT {

    private static final Path WORKFLOWS = Path.of(".github/workflows");
    private static final String ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7";
    private static final Path TOOLS = Path.of("target/go-tools").toAbsolutePath();
    private static final Pattern PINNED = Pattern.compile(".*uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void actionlintFindsNothing() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, "go"))),
                "go is missing");
        if (!Files.exists(TOOLS.resolve("actionlint"))) {
            assertEquals("", complaints(List.of("go", "install", ACTIONLINT), Map.of("GOBIN", TOOLS.toString())));
        }

        List<String> command =
                new ArrayList<>(List.of(TOOLS.resolve("actionlint").toString(), "-no-color"));
        workflows().forEach(file -> command.add(file.toString()));
        assertEquals("", complaints(command, Map.of()));
    }

    // Nothing for a program that ends well.
    private static String complaints(List<String> command, Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "exit code " + process.exitValue() + ": " + output;
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedByItsCommit(Path workflow) throws IOException {
        List<String> uses = Files.readAllLines(workflow).stream()
                .filter(line -> line.contains("uses:"))
                .toList();

        assertTrue(!uses.isEmpty());
        assertEquals(
                List.of(),
                uses.stream().filter(line -> !PINNED.matcher(line).matches()).toList());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noJobMayWriteByDefault(Path workflow) throws IOException {
        try (InputStream in = Files.newInputStream(workflow)) {
            Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);

            assertEquals(Map.of("contents", "read"), yaml.get("permissions"));
        }
    }
}
