package dev.awssso.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Whether files belong to this process's user. */
public final class FileOwner {

    private FileOwner() {}

    /** True when the file itself belongs to this user; a link is looked at and not what it leads to. */
    public static boolean isSelf(Path file) throws IOException {
        boolean numbered = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        OptionalLong self = numbered ? UserId.effective() : OptionalLong.empty();
        if (self.isPresent()) {
            Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return uid instanceof Integer number && Integer.toUnsignedLong(number) == self.getAsLong();
        }
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }
}
