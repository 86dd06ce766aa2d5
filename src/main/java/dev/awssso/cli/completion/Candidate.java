package dev.awssso.cli.completion;

/**
 * A word that may stand at the cursor.
 *
 * @param value the whole argument, exactly as the program is to receive it
 * @param description what to show beside it; empty for nothing
 */
record Candidate(String value, String description) {

    static Candidate of(String value) {
        return new Candidate(value, "");
    }
}
