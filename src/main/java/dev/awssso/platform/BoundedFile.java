package dev.awssso.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole files of at most 16 MiB within 5 s, whatever they are: a pipe without a writer, a device that never ends
 * or a file that grows stops no command.
 */
final class BoundedFile {

    private static final int LARGEST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // A pipe gives its content once: AWS_CONFIG_FILE=<(...) is read by more than one part of a command.
    private static final Map<Pipe, byte[]> PIPES = new ConcurrentHashMap<>();

    private record Pipe(Path path, @Nullable Object key) {}

    private BoundedFile() {}

    /** The content; fails as the system does, or when a bound is exceeded. */
    static byte[] read(Path file) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        return seen.isOther() ? readOther(file, seen.fileKey()) : readAll(file);
    }

    private static byte[] readAll(Path file) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new FileSystemException(file.toString(), null, "it is larger than 16 MiB");
            }
            if (System.nanoTime() > end) {
                throw tooSlow(file);
            }
            return content;
        }
    }

    // In a thread of its own: to open a pipe waits for a writer, and no interrupt ends that.
    private static byte[] readOther(Path file, @Nullable Object key) throws IOException {
        Pipe identity = new Pipe(file.toAbsolutePath(), key);
        byte[] known = PIPES.get(identity);
        if (known != null) {
            return known.clone();
        }
        FutureTask<byte[]> reading = new FutureTask<>(() -> readAll(file));
        Thread thread = new Thread(reading, "read " + file);
        thread.setDaemon(true);
        thread.start();
        try {
            byte[] content = reading.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            PIPES.put(identity, content.clone());
            return content;
        } catch (TimeoutException e) {
            thread.interrupt();
            throw tooSlow(file);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new FileSystemException(file.toString(), null, "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private static FileSystemException tooSlow(Path file) {
        return new FileSystemException(file.toString(), null, "no more data came within 5 s");
    }
}
