package dev.awssso.profiles;

import java.nio.file.Path;

/**
 * Something in a config file that this program can live with and another reader may not.
 *
 * @param file where
 * @param line counted from 1
 * @param text what, with no value of the file in it
 */
public record ConfigWarning(Path file, int line, String text) {

    /** The line to print: {@code FILE:LINE: TEXT}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
