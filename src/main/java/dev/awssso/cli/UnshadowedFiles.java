package dev.awssso.cli;

import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.ShadowingDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Config files for a child in place of those whose default profile would shadow its endpoint: an empty credentials
 * file, and a copy of the config file with a default profile that gives no credentials. They go with the child.
 */
final class UnshadowedFiles implements AutoCloseable {

    private static final String CONFIG = "config";
    private static final String CREDENTIALS = "credentials";

    private final Path directory;

    private UnshadowedFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes them.
     *
     * @throws Problem.LocalFile when they cannot be written
     */
    static UnshadowedFiles write(Profiles profiles, Environment environment) {
        try {
            Path parent = environment.runtimeDirectory();
            PrivateFiles.createDirectories(parent);
            // Made 0700 by the JDK.
            UnshadowedFiles files = new UnshadowedFiles(Files.createTempDirectory(parent, "run-as-"));
            byte[] config = PrivateFiles.read(profiles.configFile()).orElse(new byte[0]);
            PrivateFiles.write(files.directory.resolve(CONFIG), ShadowingDefault.without(config));
            PrivateFiles.write(files.directory.resolve(CREDENTIALS), new byte[0]);
            return files;
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write a config file for the command", PrivateFiles.reason(e), null, e);
        }
    }

    /** What the child is to see. */
    Map<String, String> variables() {
        return Map.of(
                "AWS_CONFIG_FILE", directory.resolve(CONFIG).toString(),
                "AWS_SHARED_CREDENTIALS_FILE", directory.resolve(CREDENTIALS).toString());
    }

    @Override
    public void close() {
        for (Path file : List.of(directory.resolve(CONFIG), directory.resolve(CREDENTIALS), directory)) {
            PrivateFiles.delete(file);
        }
    }
}
