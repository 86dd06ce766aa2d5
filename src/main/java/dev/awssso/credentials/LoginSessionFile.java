package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The file in which {@code aws login} keeps one sign-in. Its lock is in a directory of ours beside the cache, since
 * other tools read every file there.
 */
final class LoginSessionFile {

    private static final int READS = 5;
    private static final Duration BETWEEN_READS = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int LARGE_DOCUMENT_BYTES = 32 * 1024;

    private final Path file;
    private final Path lock;
    private final Sleeper sleeper;

    /** @param hex the name of the file, without {@code .json} */
    LoginSessionFile(Path directory, String hex, Sleeper sleeper) {
        this.file = directory.resolve(hex + ".json");
        this.lock = directory.toAbsolutePath().resolveSibling(".aws-sso").resolve(hex + ".lock");
        this.sleeper = sleeper;
    }

    Path path() {
        return file;
    }

    /**
     * Its content; empty when there is no such file. Other tools truncate and then write it, so it is read again
     * before it counts as unreadable.
     *
     * @throws Problem.LocalFile when it is no JSON object
     */
    Optional<JsonObject> read() {
        for (int i = 1; true; i++) {
            try {
                return PrivateFiles.read(file).map(JsonObject::parse);
            } catch (JsonException e) {
                if (i == READS) {
                    throw new Problem.LocalFile("cannot use " + file, "it is not a JSON object", null, e);
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
            throw new Problem.Interrupted("interrupted while reading " + file);
        }
    }

    /** Makes sure, as far as that can be, that {@link #write} will succeed: a refresh token is spent before it. */
    void requireRoom() {
        PrivateFiles.requireRoom(file, LARGE_DOCUMENT_BYTES);
    }

    void write(JsonObject document) {
        PrivateFiles.write(file, JsonStyle.PYTHON.write(document).getBytes(StandardCharsets.US_ASCII));
    }

    /** Does this while no other process of this program renews the same sign-in. */
    <T> T locked(Supplier<T> work) {
        FileLock held = FileLock.acquire(lock, LONGEST_WAIT, sleeper);
        try {
            return work.get();
        } finally {
            held.close();
        }
    }
}
