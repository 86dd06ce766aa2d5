package dev.awssso.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes of this machine, as far as the system shows them to this user. */
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

    /** The words that a process was started with, foreign text that may hold anything; none when they cannot be read. */
    public static List<String> words(long pid) {
        try {
            String words =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"), StandardCharsets.UTF_8);
            return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The words of each process of this user, this process excepted, that was started at this moment or later. */
    public static List<List<String>> ofThisUserSince(Instant moment) {
        ProcessHandle self = ProcessHandle.current();
        Optional<String> user = self.info().user();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self.pid())
                .filter(process -> user.isPresent() && process.info().user().equals(user))
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> !start.isBefore(moment))
                        .isPresent())
                .map(ProcessTable::words)
                .toList();
    }

    // ProcessHandle leaves out arguments that are longer than a page.
    private static List<String> words(ProcessHandle process) {
        List<String> words = words(process.pid());
        if (!words.isEmpty()) {
            return words;
        }
        List<String> told = new ArrayList<>();
        process.info().command().ifPresent(told::add);
        process.info().arguments().ifPresent(arguments -> told.addAll(List.of(arguments)));
        return told;
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
