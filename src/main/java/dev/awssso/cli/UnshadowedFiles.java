package dev.awssso.cli;

import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.TemporaryDirectory;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.ShadowingDefault;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Config files for a child in place of those whose default profile would shadow its endpoint: an empty credentials
 * file, and a copy of the config file with a default profile that gives no credentials. They go with the child, and
 * when we are killed, with the next command that needs such files.
 */
final class UnshadowedFiles implements AutoCloseable {

    private static final String PREFIX = "run-as-";
    private static final String CONFIG = "config";
    private static final String CREDENTIALS = "credentials";

    private final TemporaryDirectory directory;

    private UnshadowedFiles(TemporaryDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes them.
     *
     * @throws Problem.LocalFile when they cannot be written; nothing is left then
     */
    static UnshadowedFiles write(Profiles profiles, Environment environment, Instant now) {
        byte[] config = PrivateFiles.read(profiles.configFile()).orElse(new byte[0]);
        UnshadowedFiles files;
        try {
            files = new UnshadowedFiles(TemporaryDirectory.make(environment.runtimeDirectory(), PREFIX, now));
        } catch (IOException e) {
            throw unwritable(e);
        }
        boolean written = false;
        try {
            PrivateFiles.write(files.directory.path().resolve(CONFIG), ShadowingDefault.without(config));
            PrivateFiles.write(files.directory.path().resolve(CREDENTIALS), new byte[0]);
            written = true;
            return files;
        } finally {
            if (!written) {
                files.close();
            }
        }
    }

    /** What the child is to see. */
    Map<String, String> variables() {
        return Map.of(
                "AWS_CONFIG_FILE", directory.path().resolve(CONFIG).toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                        directory.path().resolve(CREDENTIALS).toString());
    }

    @Override
    public void close() {
        try {
            directory.close();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot remove " + directory.path(), PrivateFiles.reason(e), null, e);
        }
    }

    private static Problem unwritable(IOException cause) {
        return new Problem.LocalFile(
                "cannot write a config file for the command", PrivateFiles.reason(cause), null, cause);
    }
}
