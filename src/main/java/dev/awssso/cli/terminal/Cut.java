package dev.awssso.cli.terminal;

/** Where the cells of a column may be shortened when a line is too long for the terminal. */
public enum Cut {
    /** Nowhere: a part of the text is of no use. */
    NEVER,
    /** The end is left out, as with names. */
    END,
    /** The middle is left out: names that differ in their last part, such as profiles. */
    MIDDLE
}
