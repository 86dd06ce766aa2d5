package dev.awssso.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A private directory that goes with the process that made it. The process holds a lock in it, which ends with the
 * process however that ends, so that a later one removes what a killed one has left.
 */
public final class TemporaryDirectory implements AutoCloseable {

    private static final String LOCK = ".lock";
    private static final int MOST_REMOVED = 32;
    // A directory this young may not be locked yet.
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private final Path path;
    private final FileChannel lock;

    private TemporaryDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one, and removes some of those that nobody uses any longer.
     *
     * @param parent where to make it; made itself when it is missing
     * @param prefix what its name begins with
     * @param now the time
     */
    public static TemporaryDirectory make(Path parent, String prefix, Instant now) throws IOException {
        PrivateFiles.createDirectories(parent);
        removeLeftovers(parent, prefix, now);
        // Made 0700 by the JDK.
        Path path = Files.createTempDirectory(parent, prefix);
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TemporaryDirectory made = new TemporaryDirectory(path, lock);
        boolean locked = false;
        try {
            locked = lock.tryLock() != null;
        } finally {
            if (!locked) {
                made.close();
            }
        }
        return made;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Removes it with the files in it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            remove(path);
        }
    }

    // At most so many at once: a start must not take long because many were killed.
    private static void removeLeftovers(Path parent, String prefix, Instant now) {
        int removed = 0;
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : directories) {
                if (removed == MOST_REMOVED) {
                    return;
                }
                removed += removeUnused(directory, now) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Nothing of what is asked for depends on it.
        }
    }

    private static boolean removeUnused(Path directory, Instant now) {
        try {
            boolean old = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(now.minus(YOUNG));
            if (!old || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            try (FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (lock.tryLock() == null) {
                    return false;
                }
                remove(directory);
                return true;
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }

    // Files alone: we never make a directory in one.
    private static void remove(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
