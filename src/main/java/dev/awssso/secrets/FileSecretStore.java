package dev.awssso.secrets;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The store as one private file, {@code secrets.json} in our data directory: {@code {"Version":1,"Entries":{…}}}.
 *
 * <p>Readers take no lock, since the file is only ever replaced as a whole. A symbolic link in its place is refused:
 * we never make one, so somebody else did.
 */
public final class FileSecretStore implements SecretStore {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LARGEST = 4 << 20;
    private static final long VERSION = 1;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Path lock;
    private final Sleeper sleeper;
    private final Notes notes;

    /**
     * The store in a directory, which is made when something is first stored.
     *
     * @param sleeper waits while another process holds the lock
     * @param notes is called when the file's mode was corrected
     */
    public FileSecretStore(Path directory, Sleeper sleeper, Notes notes) {
        this.notes = notes;
        this.file = directory.resolve("secrets.json");
        this.lock = directory.resolve(".secrets.lock");
        this.sleeper = sleeper;
    }

    @Override
    public Optional<Secret> read(String entry) {
        return entries().flatMap(entries -> entry(entries, entry));
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public void update(String entry, UnaryOperator<@Nullable Secret> change) {
        refuseLink(lock);
        try (FileLock held = FileLock.acquire(lock, LONGEST_WAIT, sleeper)) {
            JsonObject entries = entries().orElse(JsonObject.empty());
            Secret changed = change.apply(entry(entries, entry).orElse(null));
            write(changed == null ? entries.without(List.of(entry)) : entries.with(entry, changed.reveal()));
        }
    }

    /** The file's own identity, which each replacement changes: inode, size and time of change. */
    @Override
    public String changeStamp() {
        try {
            return FileStamp.of(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            throw unreadable(PrivateFiles.reason(e), e);
        }
    }

    private Optional<Secret> entry(JsonObject entries, String name) {
        if (!entries.has(name)) {
            return Optional.empty();
        }
        return Optional.of(entries.string(name)
                .filter(text -> !text.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> unreadable("an entry is not a string", null)));
    }

    private void write(JsonObject entries) {
        JsonObject document = JsonObject.empty().with("Version", VERSION).with("Entries", entries);
        PrivateFiles.write(file, (JsonStyle.COMPACT.write(document) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<JsonObject> entries() {
        refuseLink(file);
        requirePrivate();
        byte[] content;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(PrivateFiles.reason(e), e);
        }
        if (content.length > LARGEST) {
            throw unreadable("it is too large", null);
        }
        try {
            JsonObject document = JsonObject.parse(content);
            if (document.integer("Version").filter(found -> found == VERSION).isEmpty()) {
                throw unreadable("it was not written by this version of aws-sso", null);
            }
            return Optional.of(document.object("Entries").orElseThrow(() -> new JsonException("it has no entries")));
        } catch (JsonException e) {
            // Not as a cause: nothing that read the content goes further than here.
            throw unreadable(String.valueOf(e.getMessage()), null);
        }
    }

    // Whoever may write it may have written it; who may read it has read it, which new secrets alone can correct.
    private void requirePrivate() {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw unreadable("it is not a regular file", null);
            }
            if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new Problem.LocalFile(
                        "cannot use the secret store",
                        "other users can write " + file
                                + ", so its content may have been changed; check it before you use it again",
                        null,
                        null);
            }
            if (mode.contains(PosixFilePermission.GROUP_READ) || mode.contains(PosixFilePermission.OTHERS_READ)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
                notes.note("other users could read " + file
                        + "; its mode was set to 0600. Replace the tokens in it: aws-sso ecs bearer-token --generate");
            }
        } catch (NoSuchFileException e) {
            // Removed meanwhile.
        } catch (IOException e) {
            throw unreadable(PrivateFiles.reason(e), e);
        }
    }

    private void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new Problem.LocalFile(
                    "cannot use the secret store",
                    path + " is a symbolic link",
                    ShellCommand.of("rm", path.toString()),
                    null);
        }
    }

    private Problem unreadable(String why, @Nullable IOException cause) {
        return new Problem.LocalFile(
                "cannot read the secret store " + file,
                why + "; correct the file, or move it to another place and store the token again",
                null,
                cause);
    }
}
