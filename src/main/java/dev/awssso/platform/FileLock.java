package dev.awssso.platform;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on a file, between processes and between the threads of this one (a second
 * {@link java.nio.channels.FileLock} on one file in a JVM is an error, not a wait). The file is empty, 0600, and is
 * never deleted, since deleting it would let two holders in.
 */
public final class FileLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(2);

    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private FileLock(ReentrantLock inProcess, FileChannel channel) {
        this.inProcess = inProcess;
        this.channel = channel;
    }

    /**
     * Waits for the lock, at most this long, then fails with a {@link Problem.LocalFile} that names the lock file.
     */
    public static FileLock acquire(Path lockFile, Duration atMost, Sleeper sleeper) {
        return acquire(lockFile, atMost, sleeper, () -> {});
    }

    /**
     * As {@link #acquire(Path, Duration, Sleeper)}.
     *
     * @param whenLong called once when the wait has lasted two seconds
     */
    public static FileLock acquire(Path lockFile, Duration atMost, Sleeper sleeper, Runnable whenLong) {
        Path path = lockFile.toAbsolutePath().normalize();
        ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(path, ignored -> new ReentrantLock());
        long attempts = Math.max(1, atMost.dividedBy(PAUSE));
        try {
            PrivateFiles.createDirectories(path.getParent());
            for (long i = 0; i < attempts; i++) {
                if (inProcess.tryLock()) {
                    FileLock held = lockOrRelease(path, inProcess);
                    if (held != null) {
                        return held;
                    }
                }
                if (i == LONG.dividedBy(PAUSE)) {
                    whenLong.run();
                }
                sleeper.sleep(PAUSE);
            }
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot lock " + path, PrivateFiles.reason(e), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting for " + path);
        }
        throw new Problem.LocalFile(
                "cannot lock " + path,
                "another process has held it for " + atMost.toSeconds()
                        + " s; end that process, or wait and run the command again",
                null,
                null);
    }

    /** True while a process, this one included, holds the lock; false where the file does not exist or cannot be opened. */
    public static boolean isHeld(Path lockFile) {
        // Closing any channel of a file gives up the locks that this process has on it (fcntl(2)).
        ReentrantLock inProcess = IN_PROCESS.get(lockFile.toAbsolutePath().normalize());
        if (inProcess != null && inProcess.isLocked()) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes a lock file that nobody uses any longer and that no process holds. */
    public static void removeUnlessHeld(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(lockFile);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Held, gone, or not ours to remove.
        }
    }

    private static @Nullable FileLock lockOrRelease(Path path, ReentrantLock inProcess) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    path, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes(path));
            locked = channel.tryLock() != null;
            return locked ? new FileLock(inProcess, channel) : null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                inProcess.unlock();
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Lets it go. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot release a lock", PrivateFiles.reason(e), null, e);
        } finally {
            inProcess.unlock();
        }
    }
}
