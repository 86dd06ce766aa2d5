package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file that {@code --state} names. It is written before an answer leaves that tells of something new, so that a
 * sandbox that is killed has kept whatever a client was told; calls at the same time share one write.
 */
final class StateFile implements AutoCloseable {

    private static final String VERSION = "version";
    private static final long THIS_VERSION = 1;

    private final Path file;
    private final List<Kept> parts;
    private final FileLock lock;
    private final AtomicLong asked = new AtomicLong();
    private long written;

    private StateFile(Path file, List<Kept> parts, FileLock lock) {
        this.file = file;
        this.parts = parts;
        this.lock = lock;
    }

    /**
     * Reads the file into the parts, where there is one.
     *
     * @throws Problem.LocalFile when it cannot be read, is not a state file, or another sandbox uses it
     */
    static StateFile open(Path file, List<Kept> parts, Sleeper sleeper) {
        FileLock lock = FileLock.acquire(file.resolveSibling(file.getFileName() + ".lock"), Duration.ZERO, sleeper);
        try {
            Optional<byte[]> content = PrivateFiles.read(file);
            content.ifPresent(bytes -> restore(file, bytes, parts));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        return new StateFile(file, parts, lock);
    }

    private static void restore(Path file, byte[] content, List<Kept> parts) {
        String place = VERSION;
        try {
            JsonObject all = JsonObject.parse(content);
            if (all.integer(VERSION).orElse(0L) != THIS_VERSION) {
                throw new IllegalArgumentException("not of version " + THIS_VERSION);
            }
            for (Kept part : parts) {
                place = part.name();
                all.object(part.name()).ifPresent(part::restore);
            }
        } catch (JsonException | IllegalArgumentException | DateTimeException | Refusal e) {
            throw new Problem.LocalFile(
                    file + " is not a state of the sandbox",
                    place + ": " + e.getMessage(),
                    "aws-sso sandbox run --state " + file + ".new",
                    e);
        }
    }

    /** Returns when everything that is so now is in the file. */
    void keep() {
        long mine = asked.incrementAndGet();
        synchronized (parts) {
            if (written >= mine) {
                return;
            }
            long upTo = asked.get();
            JsonObject all = JsonObject.empty().with(VERSION, THIS_VERSION);
            for (Kept part : parts) {
                all = all.with(part.name(), part.snapshot());
            }
            PrivateFiles.write(file, JsonStyle.COMPACT.write(all).getBytes(StandardCharsets.UTF_8));
            written = upTo;
        }
    }

    /** Writes the last state and lets another sandbox have the file. */
    @Override
    public void close() {
        keep();
        lock.close();
    }
}
