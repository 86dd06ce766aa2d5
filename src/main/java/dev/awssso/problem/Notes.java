package dev.awssso.problem;

/** Where the domain says what a person should know although nothing failed; commands print it on stderr. */
@FunctionalInterface
public interface Notes {

    /** One line, with no secret in it, foreign text already stripped of control characters. */
    void note(String line);

    /** For callers with nobody to tell. */
    static Notes none() {
        return line -> {};
    }
}
