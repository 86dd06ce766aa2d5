package dev.awssso.cli.completion;

import dev.awssso.platform.ForeignText;

/** Text as it is shown in a list of candidates. */
final class Shown {

    private Shown() {}

    /** The text with a question mark in place of each character that a terminal would not show. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(harmless(c) ? c : '?'));
        return shown.toString();
    }

    /** False for control, line-separating and bidirectional characters. */
    static boolean harmless(int c) {
        return !ForeignText.clean(Character.toString(c)).isEmpty();
    }
}
