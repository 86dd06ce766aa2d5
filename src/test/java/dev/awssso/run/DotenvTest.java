package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.json.JsonObject;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Env files: what is written, and what Node's own reader takes from it. */
class DotenvTest {

    @TempDir
    Path directory;

    // Docker takes the whole of a line behind its first = for the value.
    @ParameterizedTest
    @ValueSource(
            strings = {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPx+==", "2026-01-01T00:00:00Z", "eu-west-1"})
    void whatCredentialsAreMadeOfNeedsNoQuotes(String value) {
        assertEquals("A=" + value, ShellQuote.DOTENV.assignment("A", value));
    }

    @Test
    void everythingElseIsInSingleQuotes() {
        assertEquals("A='a b #c $d \"e\"'", ShellQuote.DOTENV.assignment("A", "a b #c $d \"e\""));
        assertEquals("A='=x'", ShellQuote.DOTENV.assignment("A", "=x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "back\\slash", "line\nbreak"})
    void whatReadersTakeBackInDifferentWaysIsRefused(String value) {
        assertThrows(Problem.Usage.class, () -> ShellQuote.DOTENV.assignment("A", value));
    }

    @Test
    @Tag("slow")
    void nodeReadsEveryValueBack() throws IOException, InterruptedException {
        Random random = new Random(14);
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder file = new StringBuilder(ShellQuote.DOTENV.comment("Your session credentials are...") + "\n");
        for (int i = 0; i < 500; i++) {
            String value = random.ints(1 + random.nextInt(20), ' ', 0x17f)
                    .filter(c -> c != '\'' && c != '\\' && !Character.isISOControl(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (!value.isEmpty()) {
                values.put("V" + i, value);
                file.append(ShellQuote.DOTENV.assignment("V" + i, value)).append('\n');
            }
        }
        Path env = Files.writeString(directory.resolve("env"), file, StandardCharsets.UTF_8);
        Path out = directory.resolve("out");
        Process node = new ProcessBuilder("node", "--env-file=" + env, "-e", "console.log(JSON.stringify(process.env))")
                .redirectOutput(out.toFile())
                .start();
        assertEquals(0, node.waitFor());

        JsonObject read = JsonObject.parse(Files.readAllBytes(out));

        values.forEach((name, value) -> assertEquals(value, read.string(name).orElse(null)));
    }
}
