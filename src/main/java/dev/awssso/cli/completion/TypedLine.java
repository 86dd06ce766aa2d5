package dev.awssso.cli.completion;

import java.util.List;

/**
 * A command line up to the cursor, its quotes and escapes taken away.
 *
 * @param words the finished words, the program first
 * @param current the word at the cursor, as far as it is typed
 * @param kept how many characters of {@code current} the shell leaves as they are when it inserts a word
 * @param quote the quote that is open at the cursor
 */
record TypedLine(List<String> words, String current, int kept, Quote quote) {

    /** The ways of bash to quote. */
    enum Quote {
        NONE(""),
        SINGLE("'"),
        DOUBLE("\""),
        /** {@code $'...'}, with escapes as in C. */
        ANSI("'");

        private final String end;

        Quote(String end) {
            this.end = end;
        }

        /** What ends it. */
        String end() {
            return end;
        }
    }

    TypedLine {
        words = List.copyOf(words);
    }

    /** A line that the shell has taken apart. */
    static TypedLine of(List<String> words, String current) {
        return new TypedLine(words, current, 0, Quote.NONE);
    }
}
