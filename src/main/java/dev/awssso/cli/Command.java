package dev.awssso.cli;

/** A leaf command whose options picocli has filled in. */
public interface Command {

    /**
     * Does it.
     *
     * @return the code to exit with; failures are {@link dev.awssso.problem.Problem}s
     */
    int run();
}
