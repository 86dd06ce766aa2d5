package dev.awssso.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How a file looked at one moment: a text that differs after every change, without reading the file. */
public final class FileStamp {

    private FileStamp() {}

    /**
     * When the file was last changed in any way: its content, its name or its permissions. On Windows, which does not
     * tell that, when its content was.
     */
    public static Instant changedAt(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return unix && Files.getAttribute(file, "unix:ctime") instanceof FileTime changed
                ? changed.toInstant()
                : Files.getLastModifiedTime(file).toInstant();
    }

    /** The file as it is now; fails as the system does where it is not there or cannot be seen. */
    public static String of(Path file, LinkOption... options) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, options);
        // The key tells a file that was put in place of another in the same tick of the clock.
        return seen.fileKey() + " " + seen.size() + " "
                + seen.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }
}
