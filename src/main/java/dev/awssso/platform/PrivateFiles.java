package dev.awssso.platform;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files that belong to one person: 0600 from their creation, in directories of 0700, replaced as a whole, so that a
 * reader without a lock and a crash at any point see the old or the new content and nothing between.
 */
public final class PrivateFiles {

    private static final String TEMPORARY = ".aws-sso.tmp";
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);

    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /**
     * The whole file, which may be a pipe; empty when there is none. A {@link Problem.LocalFile} when it is there and
     * cannot be read, has more than 16 MiB, or gives nothing more for 5 s.
     */
    public static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(BoundedFile.read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + file, reason(e), null, e);
        }
    }

    /**
     * As {@link #read}, for a file in a directory of caches: a pipe or a device there is passed over, as if there were
     * none.
     */
    public static Optional<byte[]> readCached(Path file) {
        try {
            boolean other =
                    Files.readAttributes(file, BasicFileAttributes.class).isOther();
            return other ? Optional.empty() : read(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + file, reason(e), null, e);
        }
    }

    /**
     * Replaces the file's content atomically, making its directory where it is missing. A symbolic link stays: the
     * file it leads to is replaced, when both are the person's own. What is no regular file is refused and left.
     */
    public static void write(Path file, byte[] content) {
        try {
            createDirectories(file.toAbsolutePath().getParent());
            Path target = followOwnLink(file.toAbsolutePath());
            refuseOther(target);
            replace(target, content, modeOf(target));
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write " + file, reason(e), null, e);
        }
    }

    /**
     * As {@link #write}, for a file that is no secret of ours, such as a start-up file of a shell: it keeps its mode; a new
     * one is 0600.
     */
    public static void rewrite(Path file, byte[] content) {
        try {
            createDirectories(file.toAbsolutePath().getParent());
            Path target = followOwnLink(file.toAbsolutePath());
            refuseOther(target);
            boolean kept = hasModes(target) && Files.exists(target);
            replace(target, content, kept ? Files.getPosixFilePermissions(target) : FILE_MODE);
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write " + file, reason(e), null, e);
        }
    }

    /**
     * Makes sure, as far as that can be, that {@link #write} will succeed: the directory can be written and the disk has
     * room. For use before something is spent that only the new content will name.
     */
    public static void requireRoom(Path file, int bytes) {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
        try {
            createDirectories(directory);
            Path probe = temporaryIn(directory);
            try {
                create(probe, new byte[bytes], FILE_MODE);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write " + file, reason(e), null, e);
        }
    }

    /** Removes the file; true when there was one. */
    public static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot remove " + file, reason(e), null, e);
        }
    }

    /** Makes the directory and what is missing above it, each 0700; existing ones keep their mode. */
    public static void createDirectories(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, posix(directory, DIRECTORY_MODE));
        }
    }

    /** The reason of a failure as a person reads it: what the system said, without the file's name. */
    public static String reason(IOException failure) {
        if (failure instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof java.nio.file.NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileSystemException system) {
            return system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static void replace(Path target, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        Path directory = Objects.requireNonNull(target.getParent(), "a file has a directory");
        Path temporary = temporaryIn(directory);
        try {
            create(temporary, content, mode);
            if (hasModes(temporary)) {
                // The umask may have taken something away.
                Files.setPosixFilePermissions(temporary, mode);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(directory);
        removeLeftovers(directory, target);
    }

    private static Path temporaryIn(Path directory) {
        return directory.resolve("." + UUID.randomUUID() + TEMPORARY);
    }

    // A writer that was killed could not remove its temporary file, which may hold a secret. One that still works is
    // not that old.
    private static void removeLeftovers(Path directory, Path written) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PrivateFiles::isTemporary)) {
            Instant old = Files.getLastModifiedTime(written).toInstant().minus(LONGEST_WRITE);
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException ignored) {
            // Gone already, or not ours to remove: what was to be written is written.
        }
    }

    private static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(TEMPORARY);
    }

    private static void create(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), posix(file, mode))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    // A directory can be opened for fsync on Linux and macOS; on Windows the move is durable by itself.
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // The content is whole either way; only its durability over a power cut is not certain.
        }
    }

    private static Path followOwnLink(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        if (!FileOwner.isSelf(file)) {
            throw new FileSystemException(file.toString(), null, "it is another user's link");
        }
        Path real = file.toRealPath();
        if (Files.isRegularFile(real) && !FileOwner.isSelf(real)) {
            throw new FileSystemException(file.toString(), null, "it is a link to another user's file");
        }
        return real;
    }

    private static void refuseOther(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(target.toString(), null, "it is not a regular file");
        }
    }

    // A file that a person made stricter than 0600 stays so; one that is laxer becomes 0600.
    private static Set<PosixFilePermission> modeOf(Path file) throws IOException {
        if (!hasModes(file) || !Files.exists(file)) {
            return FILE_MODE;
        }
        Set<PosixFilePermission> mode = EnumSet.copyOf(FILE_MODE);
        mode.retainAll(Files.getPosixFilePermissions(file));
        return mode;
    }

    private static FileAttribute<?>[] posix(Path near, Set<PosixFilePermission> mode) {
        return hasModes(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasModes(Path near) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
