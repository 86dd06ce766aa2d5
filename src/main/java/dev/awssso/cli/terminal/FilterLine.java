package dev.awssso.cli.terminal;

/** A line of text that a person edits, and where its cursor is: the keys of a shell's line editor. */
final class FilterLine {

    private String text = "";
    // In UTF-16 units, between code points.
    private int cursor;

    String text() {
        return text;
    }

    /** The text before the cursor. */
    String beforeCursor() {
        return text.substring(0, cursor);
    }

    void insert(String typed) {
        text = beforeCursor() + typed + text.substring(cursor);
        cursor += typed.length();
    }

    void erase() {
        eraseFrom(before());
    }

    void eraseNext() {
        text = beforeCursor() + text.substring(after());
    }

    /** Erases the blanks before the cursor, and the word before these. */
    void eraseWord() {
        int from = cursor;
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        eraseFrom(from);
    }

    void eraseToStart() {
        eraseFrom(0);
    }

    void left() {
        cursor = before();
    }

    void right() {
        cursor = after();
    }

    void start() {
        cursor = 0;
    }

    void end() {
        cursor = text.length();
    }

    private void eraseFrom(int from) {
        text = text.substring(0, from) + text.substring(cursor);
        cursor = from;
    }

    private int before() {
        return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
    }

    private int after() {
        return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
    }
}
