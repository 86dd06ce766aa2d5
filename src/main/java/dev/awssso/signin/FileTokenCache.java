package dev.awssso.signin;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The token files in {@code ~/.aws/sso/cache}. */
final class FileTokenCache implements TokenCache {

    private static final int READS = 5;
    private static final Duration BETWEEN_READS = Duration.ofMillis(50);
    private static final int LARGE_TOKEN_BYTES = 16 * 1024;
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path directory;
    private final Sleeper sleeper;
    private final Notes notes;
    private final SharedLocks locks;
    // A command reads a file more than once, and a server every few seconds.
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();

    FileTokenCache(Path directory, Sleeper sleeper, Notes notes) {
        this.directory = directory;
        this.sleeper = sleeper;
        this.notes = notes;
        this.locks = new SharedLocks(directory.resolveSibling(".aws-sso"), sleeper);
    }

    @Override
    public Optional<TokenFile> read(TokenName name) {
        return json(directory.resolve(name.file())).flatMap(TokenJson::parse);
    }

    // The SDK for Java truncates the file and then writes it, so a half may be seen: look again before believing it.
    private Optional<JsonObject> json(Path file) {
        for (int i = 1; true; i++) {
            Optional<byte[]> content = PrivateFiles.readCached(file);
            try {
                return content.map(JsonObject::parse);
            } catch (JsonException e) {
                if (i == READS) {
                    String complaint = "ignoring " + file + ": " + e.getMessage();
                    if (complaints.add(complaint)) {
                        notes.note(complaint);
                    }
                    return Optional.empty();
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            sleeper.sleep(BETWEEN_READS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while reading the token cache");
        }
    }

    @Override
    public void write(TokenName name, TokenFile token) {
        PrivateFiles.write(directory.resolve(name.file()), TokenJson.write(token));
    }

    @Override
    public void requireRoom(TokenName name) {
        PrivateFiles.requireRoom(directory.resolve(name.file()), LARGE_TOKEN_BYTES);
        tellIfOthersCanWrite();
    }

    // Whoever can write the directory can put a token of theirs there, and have us work as them.
    private void tellIfOthersCanWrite() {
        try {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(directory).stream().anyMatch(OTHERS_WRITE::contains)) {
                notes.note(directory + " can be written by other users; to correct this: chmod go-w ");
            }
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + directory, PrivateFiles.reason(e), null, e);
        }
    }

    @Override
    public boolean delete(TokenName name) {
        return PrivateFiles.delete(directory.resolve(name.file()));
    }

    @Override
    public List<TokenName> names() {
        List<TokenName> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && holdsToken(file)) {
                    names.add(new TokenName(name.substring(0, name.length() - ".json".length())));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + directory, PrivateFiles.reason(e), null, e);
        }
        names.sort((left, right) -> left.hex().compareTo(right.hex()));
        return Collections.unmodifiableList(names);
    }

    // Registrations of the AWS CLI lie in the same directory.
    private static boolean holdsToken(Path file) {
        try {
            return PrivateFiles.readCached(file)
                    .map(JsonObject::parse)
                    .flatMap(json -> json.string("accessToken"))
                    .isPresent();
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public <T> T locked(TokenName name, Duration atMost, Supplier<T> work) {
        FileLock lock = locks.acquire(
                directory.resolve(name.file()),
                atMost,
                () -> notes.note("waiting for another aws-sso process that signs in or refreshes the sign-in"));
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }
}
