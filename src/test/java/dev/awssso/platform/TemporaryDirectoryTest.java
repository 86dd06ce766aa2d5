package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Rows("P6")
class TemporaryDirectoryTest {

    @TempDir
    Path parent;

    private final Instant later = Instant.now().plus(Duration.ofMinutes(1));

    @Test
    void goesWithItsFiles() throws IOException {
        try (TemporaryDirectory made = TemporaryDirectory.make(parent.resolve("run"), "x-", Instant.now())) {
            Files.writeString(made.path().resolve("config"), "secret");
        }
        assertEquals(0, count(parent.resolve("run")));
    }

    @Test
    void whatAKilledProcessLeftGoesAtTheNextStart() throws IOException {
        Path left = leftOver("x-left");

        try (TemporaryDirectory made = TemporaryDirectory.make(parent, "x-", later)) {
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(made.path()));
        }
    }

    @Test
    void whatIsInUseOrNotOursStays() throws IOException {
        Path foreign = Files.createDirectory(parent.resolve("x-without-a-lock"));
        Path other = leftOver("y-left");
        Path link = Files.createSymbolicLink(parent.resolve("x-link"), other);
        try (TemporaryDirectory inUse = TemporaryDirectory.make(parent, "x-", Instant.now())) {
            Files.setLastModifiedTime(inUse.path(), FileTime.from(Instant.EPOCH));
            TemporaryDirectory.make(parent, "x-", later).close();

            for (Path kept : new Path[] {inUse.path(), foreign, other, link}) {
                assertTrue(Files.exists(kept), kept.toString());
            }
        }
    }

    @Test
    void aStartRemovesABoundedNumber() throws IOException {
        for (int i = 0; i < 40; i++) {
            leftOver("x-" + i);
        }
        TemporaryDirectory.make(parent, "x-", later).close();
        assertEquals(8, count(parent));
        TemporaryDirectory.make(parent, "x-", later).close();
        assertEquals(0, count(parent));
    }

    private Path leftOver(String name) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        Files.writeString(directory.resolve(".lock"), "");
        Files.writeString(directory.resolve("config"), "secret");
        return directory;
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
