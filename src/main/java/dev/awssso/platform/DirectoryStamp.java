package dev.awssso.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How the JSON files of a directory looked at one moment: their names, sizes and times. Two stamps differ when one of
 * them was written, added or removed in between.
 */
public record DirectoryStamp(Set<String> files) {

    public DirectoryStamp {
        files = Set.copyOf(files);
    }

    /** The directory as it is now; one that is missing or cannot be read looks empty. */
    public static DirectoryStamp of(Path directory) {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(file -> file.toString().endsWith(".json")).forEach(file -> files.add(describe(file)));
        } catch (IOException | UncheckedIOException e) {
            return new DirectoryStamp(Set.of());
        }
        return new DirectoryStamp(files);
    }

    private static String describe(Path file) {
        try {
            return file.getFileName() + " " + FileStamp.of(file);
        } catch (IOException e) {
            return file.getFileName() + " -";
        }
    }
}
