package dev.awssso.ecs;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The run file of a server: an empty file in the runtime directory, locked from before the server listens until its
 * process ends, however it ends. It tells a server that is still starting from one that does not run.
 */
public final class RunFile {

    // Somebody who looks at the lock holds it for a moment.
    private static final Duration AT_MOST = Duration.ofMillis(100);

    private RunFile() {}

    /**
     * Locks the run file of this port, for the server that starts. Empty for port 0, which names no server, where another
     * server has this port at another address, and where the file cannot be written: a server starts without it too.
     */
    public static Optional<FileLock> lock(Environment environment, int port, Sleeper sleeper) {
        if (port == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileLock.acquire(file(environment, port), AT_MOST, sleeper));
        } catch (Problem.LocalFile notWritable) {
            return Optional.empty();
        }
    }

    /** True while a server of this user for this port starts or runs. */
    public static boolean isLocked(Environment environment, int port) {
        return FileLock.isHeld(file(environment, port));
    }

    private static Path file(Environment environment, int port) {
        return environment.runtimeDirectory().resolve("ecs-run-" + port + ".lock");
    }
}
