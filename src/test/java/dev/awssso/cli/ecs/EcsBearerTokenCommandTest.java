package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsBearerTokenCommandTest {

    private static final String SECRET = "0123456789-abcdefghijklmnopqrstuv";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + SECRET, SECRET, "bearer  " + SECRET})
    void storesTheTokenOfTheDocumentAndSaysThatItWasVisible(String value) {
        Cli.Result result = run("-t", value);

        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("visible in the process list"), result.err());
        assertFalse(result.err().contains(SECRET), result.err());
        assertEquals("Bearer " + SECRET + "\n", run("--print").out());
    }

    @Test
    void takesTheTokenFromStdinWithoutANote() {
        Cli.Result result = Cli.at(home).stdin("Bearer " + SECRET + "\n").run("ecs", "bearer-token", "-");

        assertEquals(0, result.exit(), result.err());
        assertFalse(result.err().contains("visible"), result.err());
        assertEquals("Bearer " + SECRET + "\n", run("--print").out());
        assertEquals(
                0,
                Cli.at(home).stdin(SECRET).run("ecs", "bearer-token", "-t", "-").exit());
    }

    @Test
    void takesTheTokenFromAFile() throws IOException {
        Path file = Files.writeString(home.resolve("token"), SECRET + "\n");

        assertEquals(0, run("--token-file", file.toString()).exit());
        assertEquals("Bearer " + SECRET + "\n", run("--print").out());
        assertEquals(7, run("--token-file", home.resolve("missing").toString()).exit());
    }

    @Test
    void generatesOneWithoutShowingIt() {
        Cli.Result result = run("--generate");

        assertEquals(0, result.exit());
        assertEquals("", result.out());
        assertTrue(run("--print").out().matches("Bearer [A-Za-z0-9_-]{43}\n"));
        assertFalse(result.err().contains(run("--print").out().strip()));
    }

    @Rows("N10")
    @ParameterizedTest
    @ValueSource(strings = {"Bearer <secret>", "short", "Bearer ", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesWeakTokensAndNamesGenerate(String value) {
        Cli.Result result = run("-t", value);

        assertEquals(2, result.exit());
        assertTrue(result.err().endsWith("run: aws-sso ecs bearer-token --generate\n"), result.err());
        assertFalse(value.length() > 7 && result.err().contains(value), result.err());
        assertEquals(5, run("--print").exit(), "nothing was stored");
    }

    @Test
    void forgetsItWhenAsked() {
        run("--generate");

        assertEquals(0, run("--delete").exit());
        assertEquals(5, run("--print").exit());
        assertEquals(0, run("--delete").exit());
    }

    @Test
    void readTokensAreMadeListedAndRevoked() {
        assertEquals(2, run("--slot", "dev").exit(), "no admin token yet");
        run("--generate");

        Cli.Result made = run("--slot", "dev");
        assertEquals(0, made.exit(), made.err());
        assertTrue(made.out().matches("Bearer [A-Za-z0-9_-]{43}\n"), made.out());
        assertNotEquals(run("--print").out(), made.out());

        String csv = run("--list", "--output", "csv").out();
        assertTrue(csv.matches("Id,Slot,Expires\n[0-9a-f]{8},dev,never\n"), csv);
        String id = csv.lines().skip(1).findFirst().orElseThrow().substring(0, 8);
        assertTrue(made.err().contains(id), made.err());

        assertEquals(5, run("--revoke", "00000000").exit());
        assertEquals(0, run("--revoke", id).exit());
        assertEquals("[]\n", run("--list", "--output", "json").out());
    }

    @Rows("C4")
    @Test
    void writesTokenFilesAsSdksReadThem() throws IOException {
        run("--generate");
        Path file = home.resolve("out").resolve("token");

        assertEquals(0, run("--slot", "dev", "--write", file.toString()).exit());
        assertTrue(Files.readString(file).matches("Bearer [A-Za-z0-9_-]{43}"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aTokenOfTheDefaultSlotIsShownAsOne() {
        run("--generate");
        Cli.Result made = run("--default-slot");
        run("--slot", "default");

        assertTrue(made.out().matches("Bearer [A-Za-z0-9_-]{43}\n"), made.out());
        assertTrue(made.err().contains("for the default slot"), made.err());
        String csv = run("--list", "--output", "csv").out();
        assertTrue(
                csv.matches("Id,Slot,Expires\n[0-9a-f]{8},\\(default slot\\),never\n[0-9a-f]{8},default,never\n"), csv);
        String json = run("--list", "--output", "json").out();
        assertTrue(json.contains("\"DefaultSlot\": true") && json.contains("\"DefaultSlot\": false"), json);
    }

    @Test
    void aReadTokenCanEndByItself() {
        run("--generate");

        assertEquals(
                0,
                Cli.at(home)
                        .clock(() -> Instant.parse("2026-03-01T16:00:00Z"))
                        .run("ecs", "bearer-token", "--slot", "dev", "--for", "90m")
                        .exit());
        String csv = Cli.at(home)
                .clock(() -> Instant.parse("2026-03-01T17:29:59Z"))
                .run("ecs", "bearer-token", "--list", "--output", "csv")
                .out();
        assertTrue(csv.endsWith(",dev,2026-03-01T17:30:00Z\n"), csv);
        assertEquals("[]\n", run("--list", "--output", "json").out());
    }

    @Test
    void theReadTokensGoWithTheBearerTokenAndThatIsSaid() {
        run("--generate");
        run("--slot", "dev");
        run("--default-slot");
        Cli.Result deleted = run("--delete");

        assertTrue(deleted.err().contains("and 2 read tokens"), deleted.err());
        assertEquals("[]\n", run("--list", "--output", "json").out());
    }

    @Test
    void aFreshTokenGoesToTheFileThatWasAskedFor() throws IOException {
        Path file = home.resolve("token");

        Cli.Result result = run("--generate", "--write", file.toString());
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
        assertEquals(run("--print").out().strip(), Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "--default-slot --slot dev",
        "--generate --for 1h",
        "--slot dev --for soon",
        "--slot dev --for 0m",
        "--slot dev --for 9999999d",
        "--generate --delete",
        "--generate -",
        "--print --delete",
        "--list --slot dev",
        "--slot .",
        "--write f",
        "--slot",
        "--frobnicate"
    })
    void badCombinationsAreUsageErrors(String words) {
        Cli.Result result = run(words.isEmpty() ? new String[0] : words.split(" "));

        assertEquals(2, result.exit(), result.err());
        assertTrue(result.err().startsWith("aws-sso: "), result.err());
    }

    @Rows("P1")
    @Test
    void aTokenAsAPlainArgumentIsRefusedWithoutRepeatingIt() {
        for (String[] words :
                new String[][] {{SECRET}, {"--generate", SECRET}, {SECRET, SECRET}, {"--print", SECRET}}) {
            Cli.Result result = run(words);

            assertEquals(2, result.exit());
            assertFalse(result.err().contains(SECRET), result.err());
        }
    }

    @Rows("R20")
    @Test
    void aBrokenStoreIsNeverTakenForAnEmptyOne() throws IOException {
        run("--generate");
        Path store = home.resolve(".local/share/aws-sso/secrets.json");
        Files.writeString(store, "{");

        for (String action : new String[] {"--print", "--generate", "--delete", "--list"}) {
            Cli.Result result = run(action);
            assertEquals(7, result.exit(), result.err());
            assertTrue(result.err().startsWith("aws-sso: cannot read the secret store " + store), result.err());
        }
        assertEquals(7, Cli.at(home).run("ecs", "list").exit());
        assertEquals("{", Files.readString(store));
    }

    private Cli.Result run(String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "ecs";
        words[1] = "bearer-token";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return Cli.at(home).run(words);
    }
}
