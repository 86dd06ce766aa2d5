package dev.awssso.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this process's standard output goes to. */
public final class StandardOutput {

    private static final Path DESCRIPTOR = Path.of("/dev/fd/1");

    private StandardOutput() {}

    /** True when it is this file, by device and inode, and nothing is in it; false where the system does not tell. */
    public static boolean isEmptyFile(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) == 0
                    && Files.exists(DESCRIPTOR)
                    && Files.isSameFile(DESCRIPTOR, file);
        } catch (IOException unknown) {
            return false;
        }
    }
}
