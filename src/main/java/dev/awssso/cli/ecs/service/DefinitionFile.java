package dev.awssso.cli.ecs.service;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file in which a supervisor finds a service. One that somebody else has written stays as it is. */
final class DefinitionFile {

    private final Path path;
    private final String mark;

    /** @param mark what is in every file of ours, and in no other */
    DefinitionFile(Path path, String mark) {
        this.path = path;
        this.mark = mark;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return read().isPresent();
    }

    private Optional<String> read() {
        return PrivateFiles.read(path).map(content -> new String(content, StandardCharsets.UTF_8));
    }

    /** Writes it; false when it had this text already. A {@link Problem.LocalFile} when it is not ours. */
    boolean write(String text) {
        Optional<String> present = ours();
        if (present.isPresent() && present.get().equals(text)) {
            return false;
        }
        PrivateFiles.write(path, text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /** Removes it; false when it was not there. A {@link Problem.LocalFile} when it is not ours. */
    boolean delete() {
        return ours().isPresent() && PrivateFiles.delete(path);
    }

    /** A {@link Problem.LocalFile} when there is a file that this program has not written. */
    Optional<String> ours() {
        Optional<String> present = read();
        if (present.isPresent() && !present.get().contains(mark)) {
            throw new Problem.LocalFile(
                    path + " was not written by this program", "it is left as it is; remove or rename it", null, null);
        }
        return present;
    }

    /** Removes directories that are empty now, from this one upwards, and stops at one that stays. */
    static void removeEmpty(@Nullable Path directory, Path stop) {
        for (Path each = directory;
                each != null && each.startsWith(stop) && !each.equals(stop);
                each = each.getParent()) {
            try {
                Files.delete(each);
            } catch (NoSuchFileException e) {
                // It was never there; one above it may be.
            } catch (DirectoryNotEmptyException e) {
                return;
            } catch (IOException e) {
                throw new Problem.LocalFile("cannot remove " + each, PrivateFiles.reason(e), null, e);
            }
        }
    }
}
