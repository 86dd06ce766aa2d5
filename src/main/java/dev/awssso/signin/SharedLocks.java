package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.Sleeper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The locks of the caches that this program shares with other tools. They lie in {@code ~/.aws/sso/.aws-sso}: tools
 * that parse every file of {@code ~/.aws/sso/cache} or {@code ~/.aws/cli/cache} (aws2-wrap) must find nothing of ours
 * there, and containers that mount {@code ~/.aws} share the locks with it.
 */
public final class SharedLocks {

    private static final String SUFFIX = ".json";

    private final Path directory;
    private final Sleeper sleeper;

    public SharedLocks(Environment environment, Sleeper sleeper) {
        this(directory(environment), sleeper);
    }

    SharedLocks(Path directory, Sleeper sleeper) {
        this.directory = directory;
        this.sleeper = sleeper;
    }

    /** Where the locks lie, and what this program knows about the sign-ins. */
    static Path directory(Environment environment) {
        return SignIn.directory(environment).resolveSibling(".aws-sso");
    }

    /**
     * Waits for the lock of a file, at most this long.
     *
     * @param file the shared file, {@code <hex>.json}
     * @param whenLong called once when the wait has lasted two seconds
     * @throws dev.awssso.problem.Problem.LocalFile when somebody else holds it for longer; it names the lock
     */
    public FileLock acquire(Path file, Duration atMost, Runnable whenLong) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        FileLock lock = FileLock.acquire(directory.resolve(stem + ".lock"), atMost, sleeper, whenLong);
        removeFormer(file);
        return lock;
    }

    // Former versions kept their locks beside the files.
    private static void removeFormer(Path file) {
        try (DirectoryStream<Path> former = Files.newDirectoryStream(file.resolveSibling("."), ".*.aws-sso.lock")) {
            former.forEach(FileLock::removeUnlessHeld);
        } catch (IOException | DirectoryIteratorException e) {
            // No such directory yet, or nothing that we may look at: nothing to clean up.
        }
    }
}
