package dev.awssso.profiles;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something in a config file that this program can live with and another reader may not.
 *
 * @param file where
 * @param line counted from 1
 * @param text what, with no value of the file in it
 * @param section the text between the brackets of the one section that it is about; null when it concerns
 *     everybody who reads the file
 */
public record ConfigWarning(Path file, int line, String text, @Nullable String section) {

    /** The line to print: {@code FILE:LINE: TEXT}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
