package dev.awssso.cli;

/** A leaf command whose options picocli has filled in. */
public interface Command {

    /**
     * Does it.
     *
     * @return the code to exit with; failures are {@link dev.awssso.problem.Problem}s
     */
    int run();

    /**
     * True when the command's own options end at the first word that is not one of them, and the rest is another
     * program's command line.
     */
    default boolean endsAtFirstWord() {
        return false;
    }
}
