package dev.awssso.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSecretStoreTest {

    @TempDir
    Path home;

    @Test
    void keepsEntriesApartAndForgetsRemovedOnes() {
        store().update("a", before -> Secret.of("one"));
        store().update("b", before -> Secret.of("two"));
        store().update("a", before -> null);

        assertEquals(Optional.empty(), store().read("a"));
        assertEquals(Optional.of(Secret.of("two")), store().read("b"));
    }

    @Test
    void holdsNothingBeforeItIsMade() {
        assertEquals(Optional.empty(), store().read("a"));
        assertFalse(Files.exists(directory()), "reading makes no directory");
    }

    @Rows("P6")
    @Test
    void isPrivateFromTheStart() throws IOException {
        store().update("a", before -> Secret.of("one"));

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        try (var files = Files.list(directory())) {
            assertEquals(
                    List.of(".secrets.lock", "secrets.json"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Rows("P6")
    @Test
    void twentyWritersLoseNothing() throws Exception {
        var threads = Executors.newFixedThreadPool(20);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "entry-" + i;
            writers.add(threads.submit(() -> store().update(name, before -> Secret.of(name))));
            writers.add(threads.submit(
                    () -> store().update("count", before -> Secret.of(before == null ? "x" : before.reveal() + "x"))));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        for (int i = 0; i < 20; i++) {
            assertEquals(Optional.of(Secret.of("entry-" + i)), store().read("entry-" + i));
        }
        assertEquals(Optional.of(Secret.of("x".repeat(20))), store().read("count"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"Version\":2,\"Entries\":{}}",
                "{\"Version\":1}",
                "{\"Version\":1,\"Entries\":{\"a\":7}}",
                "{\"Version\":1,\"Entries\":{\"a\":\"\"}}",
                "{\"Version\":1,\"Entries\":{\"a\":\"canary\"}} canary"
            })
    void whatItCannotReadNeverLooksEmpty(String content) throws IOException {
        Files.createDirectories(directory());
        Files.writeString(file(), content);

        Problem problem = assertThrows(Problem.LocalFile.class, () -> store().read("a"));
        assertFalse(String.valueOf(problem.getMessage()).contains("canary"), problem.getMessage());
        assertThrows(Problem.LocalFile.class, () -> store().update("a", before -> Secret.of("new")));
        assertEquals(content, Files.readString(file()), "and it is not overwritten");
    }

    @Rows("P6")
    @Test
    void refusesAPlantedLink() throws IOException {
        Path victim = Files.writeString(home.resolve("victim"), "{\"Version\":1,\"Entries\":{}}");
        Files.createDirectories(directory());
        Files.createSymbolicLink(file(), victim);

        assertThrows(Problem.LocalFile.class, () -> store().read("a"));
        assertThrows(Problem.LocalFile.class, () -> store().update("a", before -> Secret.of("new")));
        assertEquals("{\"Version\":1,\"Entries\":{}}", Files.readString(victim));
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Files.createDirectories(directory());
        Files.createSymbolicLink(file(), home.resolve("nowhere"));

        assertThrows(Problem.LocalFile.class, () -> store().read("a"));
    }

    @Rows("P6")
    @Test
    void refusesAPlantedLinkForTheLock() throws IOException {
        Files.createDirectories(directory());
        Files.createSymbolicLink(directory().resolve(".secrets.lock"), home.resolve("elsewhere"));

        assertThrows(Problem.LocalFile.class, () -> store().update("a", before -> Secret.of("new")));
        assertFalse(Files.exists(home.resolve("elsewhere")));
    }

    @Test
    void aDirectoryInItsPlaceIsAFailure() throws IOException {
        Files.createDirectories(file());

        assertThrows(Problem.LocalFile.class, () -> store().read("a"));
    }

    @Test
    void theStampChangesWithEveryChange() {
        List<String> stamps = new ArrayList<>(List.of(store().changeStamp()));
        for (int i = 0; i < 5; i++) {
            String value = "value" + i;
            store().update("a", before -> Secret.of(value));
            stamps.add(store().changeStamp());
            assertNotEquals(stamps.get(i), stamps.get(i + 1));
        }
        assertEquals(stamps.get(5), store().changeStamp());
        assertTrue(stamps.get(0).equals("none"), stamps.get(0));
    }

    private Path directory() {
        return home.resolve("data").resolve("aws-sso");
    }

    private Path file() {
        return directory().resolve("secrets.json");
    }

    private SecretStore store() {
        return new FileSecretStore(directory(), Sleeper.real());
    }
}
