package dev.awssso.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopListTest {

    private static final String A = "arn:aws:iam::111111111111:role/A";
    private static final String B = "arn:aws:iam::222222222222:role/path/to/B";

    private static List<String> roles(String value) {
        return HopList.parse(value).stream().map(hop -> hop.role().toString()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                A + "," + B,
                A + ", " + B,
                "  " + A + " \n\t" + B + " ,, ",
                "[\"" + A + "\", \"" + B + "\"]",
                "[\"" + A + "," + B + "\"]",
                "\"" + A + " " + B + "\"",
                "[{\"roleArn\":\"" + A + "\"}, \"" + B + "\"]",
                "[{\"RoleArn\":\"" + A + "\"}, {\"rolearn\":\"" + B + "\"}]",
            })
    void readsEveryForm(String value) {
        assertEquals(List.of(A, B), roles(value));
    }

    @Test
    void readsWhatIsSaidAboutOneRole() {
        Hop hop = HopList.parse("[{\"roleArn\":\"" + A
                        + "\",\"externalId\":\"x:1/2\",\"sessionName\":\"me@x\",\"durationSeconds\":900}]")
                .get(0);
        assertEquals("x:1/2", hop.externalId());
        assertEquals("me@x", hop.sessionName());
        assertEquals(Duration.ofMinutes(15), hop.duration());
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a b.json"), "[\"" + A + "\"]\n");
        assertEquals(List.of(A), roles("file://" + file.toString().replace(" ", "%20")));
        assertEquals(List.of(A), roles("file://localhost" + file.toString().replace(" ", "%20")));
        Files.writeString(file, A + "\n" + B + "\n");
        assertEquals(
                List.of(A, B),
                roles(file.toUri().toString().replace("file:/", "file:///").replace("////", "///")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " , ",
                "[]",
                "role/A",
                "arn:aws:iam::1:role/A",
                "arn:aws:iam::111111111111:user/A",
                "arn:other:iam::111111111111:role/A",
                "[1]",
                "[[\"" + A + "\"]]",
                "[{\"externalId\":\"x\"}]",
                "[{\"roleArn\":\"" + A + "\",\"externalID2\":\"x\"}]",
                "[{\"roleArn\":\"" + A + "\",\"externalId\":\"x\"}]",
                "[{\"roleArn\":\"" + A + "\",\"externalId\":7}]",
                "[{\"roleArn\":\"" + A + "\",\"sessionName\":\"a b\"}]",
                "[{\"roleArn\":\"" + A + "\",\"durationSeconds\":899}]",
                "[{\"roleArn\":\"" + A + "\",\"durationSeconds\":43201}]",
                "[{\"roleArn\":\"" + A + "\",\"durationSeconds\":\"900\"}]",
                "[\"" + A + "\"",
                "file://other.example/x",
            })
    void refusesTheRest(String value) {
        assertThrows(Problem.Usage.class, () -> HopList.parse(value));
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThrows(Problem.LocalFile.class, () -> HopList.parse("file:///no/such/file"));
    }
}
