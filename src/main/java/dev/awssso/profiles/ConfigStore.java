package dev.awssso.profiles;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The config file as a place to write to: one writer at a time, the old or the new file and nothing between, and one
 * copy as it was before the first change ever.
 */
public final class ConfigStore {

    /** An edit; what it returns are notes for the person. */
    @FunctionalInterface
    interface Edit {
        List<String> apply(ConfigEditor editor);
    }

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Environment environment;
    private final Sleeper sleeper;
    private final Path file;

    public ConfigStore(Environment environment, Sleeper sleeper) {
        this.environment = environment;
        this.sleeper = sleeper;
        this.file = ConfigPaths.of(environment).config().toAbsolutePath();
    }

    /** The config file, which need not exist. */
    public Path file() {
        return file;
    }

    /** What the edit would change; nothing is written. */
    ConfigChange preview(Edit edit) {
        ConfigEditor editor = new ConfigEditor(read());
        List<String> notes = edit.apply(editor);
        return new ConfigChange(file, ConfigDiff.of(file, editor.lines()), notes);
    }

    /** Edits the file under its lock. A file that the edit leaves as it is is not written. */
    @SuppressWarnings("try") // the lock is held, not used
    ConfigChange change(Edit edit) {
        try (FileLock ignored = FileLock.acquire(lockFile(), LONGEST_WAIT, sleeper)) {
            byte[] before = read();
            ConfigEditor editor = new ConfigEditor(before);
            List<String> notes = edit.apply(editor);
            if (editor.lines().changed()) {
                byte[] after = editor.lines().content();
                keepCopy(before);
                PrivateFiles.write(file, after);
            }
            return new ConfigChange(file, ConfigDiff.of(file, editor.lines()), notes);
        }
    }

    private byte[] read() {
        byte[] content = PrivateFiles.read(file).orElse(new byte[0]);
        if (ConfigFile.isUtf16(content)) {
            throw new Problem.LocalFile(
                    "cannot change " + file, "it is UTF-16, which no tool can read: save it as UTF-8", null, null);
        }
        return content;
    }

    private void keepCopy(byte[] before) {
        Path copy = file.resolveSibling(file.getFileName() + ".bak");
        if (before.length > 0 && !Files.exists(copy)) {
            PrivateFiles.write(copy, before);
        }
    }

    // Beside the file, so that everybody who shares the directory shares the lock. Not beside a file that lies
    // outside the home directory, like a script's temporary one: the script would not know to clear it away.
    private Path lockFile() {
        Path target = target();
        Path directory = Objects.requireNonNull(target.getParent(), "a file has a directory");
        if (directory.startsWith(environment.home().toAbsolutePath())) {
            return directory.resolve("." + target.getFileName() + ".aws-sso.lock");
        }
        return environment.runtimeDirectory().resolve("config-" + digest(target.toString()) + ".lock");
    }

    private Path target() {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot follow the link " + file, PrivateFiles.reason(e), null, e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
