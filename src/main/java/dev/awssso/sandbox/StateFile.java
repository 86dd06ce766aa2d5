package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file that {@code --state} names. It is written before an answer with new content is sent, so that a
 * sandbox that is killed has kept whatever a client was told; calls at the same time share one write.
 */
final class StateFile implements AutoCloseable {

    private static final String VERSION = "version";
    private static final long THIS_VERSION = 1;

    private final Path file;
    private final List<Kept> parts;
    private final FileChannel lock;
    private final AtomicLong asked = new AtomicLong();
    private long written;

    private StateFile(Path file, List<Kept> parts, FileChannel lock) {
        this.file = file;
        this.parts = parts;
        this.lock = lock;
    }

    /**
     * Reads the file into the parts, where there is one.
     *
     * @throws Problem.LocalFile when it cannot be read, is not a state file, or another sandbox uses it
     */
    static StateFile open(Path file, List<Kept> parts) {
        FileChannel lock = lock(file);
        try {
            Optional<byte[]> content = PrivateFiles.read(file);
            content.ifPresent(bytes -> restore(file, bytes, parts));
            return new StateFile(file, parts, lock);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    // Held as long as the sandbox runs, whichever thread ends it. The file is never deleted: that would let two in.
    private static FileChannel lock(Path file) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            PrivateFiles.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot lock " + lockFile, PrivateFiles.reason(e), null, e);
        }
        throw new Problem.LocalFile(file + " is in use by another sandbox", "use another file", null, null);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another one in this process.
            return false;
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restore(Path file, byte[] content, List<Kept> parts) {
        String place = VERSION;
        try {
            JsonObject all = JsonObject.parse(content);
            if (all.integer(VERSION).orElse(0L) != THIS_VERSION) {
                throw new IllegalArgumentException("its version is not " + THIS_VERSION);
            }
            for (Kept part : parts) {
                place = part.name();
                all.object(part.name()).ifPresent(part::restore);
            }
        } catch (JsonException | IllegalArgumentException | DateTimeException | Refusal e) {
            throw new Problem.LocalFile(
                    file + " is not a state file of the sandbox", place + ": " + e.getMessage(), null, e);
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
        try {
            keep();
        } finally {
            release(lock);
        }
    }
}
