package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand accounts with five roles each fit into a small heap: listed, printed, kept, written and written again. */
@Tag("slow")
class ListingMemoryTest {

    private static final String HEAP = "80m";

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(2000, 5);

    @Test
    void largeOrganisationNeedsLittleMemory() throws Exception {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        int exit = LargeListing.process(
                        home,
                        sandbox.environment(),
                        HEAP,
                        List.of(
                                "login --use-device-code",
                                "roles --output json",
                                "dumpconfig",
                                "configure populate --region eu-west-1",
                                "configure populate --region eu-west-2",
                                "run-as --env --profile my-acct-1-AdministratorAccess -- true"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();

        assertEquals(0, exit, () -> read(err));
        int roles = sandbox.controls().accounts().stream()
                .mapToInt(account -> account.roles().size())
                .sum();
        assertEquals(2 * roles, count(out, "\"role\"") + count(out, "[profile "));
        assertEquals(roles, count(home.resolve(".aws/config"), "[profile "));
        assertEquals(roles, count(home.resolve(".aws/config"), "region = eu-west-2"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int count(Path file, String text) {
        return (int) read(file).lines().filter(line -> line.contains(text)).count();
    }
}
