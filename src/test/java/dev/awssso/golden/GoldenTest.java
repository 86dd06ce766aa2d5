package dev.awssso.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every golden file, and for every command the one of its help. */
class GoldenTest {

    static final boolean UPDATE = System.getProperty("golden.update") != null;

    private static final Path FILES = Path.of("src/test/resources/golden");

    @TempDir
    Path home;

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenFileSays() throws IOException {
        Map<Path, String> cases = new TreeMap<>();
        for (String path : Commands.all(home)) {
            String folder = path.isEmpty() ? "aws-sso" : path.replace(' ', '-');
            cases.put(FILES.resolve(folder).resolve("help.txt"), ("$ aws-sso " + path).strip() + " --help\n");
        }
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                cases.put(file, Files.readString(file));
            }
        }
        return cases.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        FILES.relativize(one.getKey()).toString(), () -> check(one.getKey(), one.getValue())));
    }

    private void check(Path file, String expected) throws IOException {
        String answer = GoldenCase.parse(expected).answer(home);
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, answer);
        } else if (!Files.exists(file)) {
            fail("no golden file " + file + "; -Dgolden.update writes it");
        } else {
            assertEquals(expected, answer, "-Dgolden.update accepts the new answer");
        }
    }
}
