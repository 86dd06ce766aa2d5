package dev.awssso.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The number of the user that this process acts for, where Linux tells it. */
public final class UserId {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");
    private static final long USUAL_OVERFLOW = 65534;

    private UserId() {}

    /** The effective uid; empty on systems without {@code /proc}. */
    public static OptionalLong effective() {
        try {
            return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("Uid:"))
                    // proc_pid_status(5): real, effective, saved set, and filesystem uid.
                    .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[2]))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The uid that stands for all users which this user namespace does not know (user_namespaces(7)); the kernel's default
     * where it cannot be read.
     */
    public static long overflow() {
        // In one read: this file has its text for a read at its beginning only, and Files.readString makes more.
        try (BufferedReader reader = Files.newBufferedReader(OVERFLOW, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            return line == null ? USUAL_OVERFLOW : Long.parseLong(line.strip());
        } catch (IOException e) {
            return USUAL_OVERFLOW;
        }
    }
}
