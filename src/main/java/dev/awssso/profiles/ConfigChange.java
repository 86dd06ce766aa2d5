package dev.awssso.profiles;

import java.nio.file.Path;
import java.util.List;

/**
 * What an edit of the config file came to.
 *
 * @param file the file
 * @param diff the difference as lines to show; empty when nothing changed
 * @param notes what the person should know about it, one line each
 */
public record ConfigChange(Path file, List<ConfigDiff.Line> diff, List<String> notes) {

    public ConfigChange {
        diff = List.copyOf(diff);
        notes = List.copyOf(notes);
    }

    /** False when the file was as it should be. */
    public boolean changed() {
        return !diff.isEmpty();
    }
}
