package dev.awssso.profiles;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something in a config file that this program can live with and another reader may not.
 *
 * @param file where
 * @param line counted from 1
 * @param kind what kind of thing, for those who treat some of them in their own way
 * @param text what, with no value of the file in it
 * @param section the text between the brackets of the one section that it is about; null when it concerns
 *     everybody who reads the file
 */
public record ConfigWarning(Path file, int line, Kind kind, String text, @Nullable String section) {

    /** What a warning is about. */
    public enum Kind {
        UTF_16(true),
        BYTE_ORDER_MARK(true),
        NOT_UTF_8(true),
        STRAY_LINE(true),
        STRAY_NESTED_LINE(true),
        INDENTED_HEADER(true),
        TEXT_AFTER_HEADER(true),
        KEY_TWICE(true),
        SECTION_TWICE(true),
        NO_PROFILE(false),
        UPPER_DEFAULT(false),
        DEFAULT_TWICE(false);

        private final boolean rejectsFile;

        Kind(boolean rejectsFile) {
            this.rejectsFile = rejectsFile;
        }

        /** True where some reader takes nothing from the whole file. */
        public boolean rejectsFile() {
            return rejectsFile;
        }
    }

    /** The line to print: {@code FILE:LINE: TEXT}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
