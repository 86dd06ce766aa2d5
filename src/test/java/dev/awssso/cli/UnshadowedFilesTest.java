package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnshadowedFilesTest {

    @TempDir
    Path home;

    @Test
    void theCopyGoesWithTheChild() throws IOException {
        Environment environment = environment(home.resolve("run"));
        try (UnshadowedFiles files = write(environment)) {
            Path config = Path.of(files.variables().get("AWS_CONFIG_FILE"));
            assertTrue(Files.readString(config).contains("region = eu-west-1"));
            assertEquals(0, Files.size(Path.of(files.variables().get("AWS_SHARED_CREDENTIALS_FILE"))));
        }
        assertEquals(List.of(), entries(home.resolve("run/aws-sso")));
    }

    // The path of a file's temporary name is too long there, that of the directory is not.
    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsLeftWhenAFileCannotBeWritten() throws IOException {
        Path deep = home;
        while (deep.toString().length() + 201 < 4035) {
            deep = Files.createDirectory(deep.resolve("d".repeat(200)));
        }
        int rest = 4050 - deep.toString().length() - 1 - "/aws-sso/run-as-1234567890123456789".length();
        deep = Files.createDirectory(deep.resolve("e".repeat(rest)));
        Environment environment = environment(deep);

        assertThrows(Problem.LocalFile.class, () -> write(environment));
        assertEquals(List.of(), entries(deep.resolve("aws-sso")));
    }

    private UnshadowedFiles write(Environment environment) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "[default]\nregion = eu-west-1\naws_access_key_id = AKIA\n");
        return UnshadowedFiles.write(Profiles.load(environment), environment, Instant.now());
    }

    private Environment environment(Path runtime) {
        return new Environment(
                Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", runtime.toString()), OperatingSystem.current());
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
