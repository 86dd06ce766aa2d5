package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FilterLineTest {

    private final FilterLine line = new FilterLine();

    @Test
    void insertsAtTheCursor() {
        line.insert("prod");
        line.start();
        line.insert("my ");

        assertEquals("my prod", line.text());
        assertEquals("my ", line.beforeCursor());
    }

    @Test
    void erasesBeforeAndAtTheCursorByWholeCharacters() {
        line.insert("a\uD83D\uDE00b");
        line.left();
        line.erase();
        assertEquals("ab", line.text());

        line.left();
        line.eraseNext();
        assertEquals("b", line.text());
        line.erase();
        line.end();
        line.eraseNext();
        assertEquals("b", line.text());
    }

    @Test
    void erasesTheWordBeforeTheCursor() {
        line.insert("one two  ");
        line.eraseWord();
        assertEquals("one ", line.text());

        line.insert("three");
        line.left();
        line.eraseWord();
        assertEquals("one e", line.text());
        assertEquals("one ", line.beforeCursor());
    }

    @Test
    void erasesToTheStart() {
        line.insert("one two");
        line.left();
        line.eraseToStart();

        assertEquals("o", line.text());
        assertEquals("", line.beforeCursor());
    }
}
