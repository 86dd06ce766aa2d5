package dev.awssso.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes of this machine, as far as Linux shows them to this user. */
public final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** The process that holds a socket; empty when none of those that this user may look into does. */
    public static OptionalLong holderOfSocket(long inode) {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), wanted)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** The words that a process was started with, cleaned and joined by blanks; empty when they cannot be read. */
    public static Optional<String> commandLine(long pid) {
        try {
            String words =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"), StandardCharsets.UTF_8);
            String joined = ForeignText.clean(words.replace('\0', ' ')).strip();
            return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path descriptors, String wanted) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Another user's process, or one that has just ended.
            return false;
        }
        return false;
    }
}
