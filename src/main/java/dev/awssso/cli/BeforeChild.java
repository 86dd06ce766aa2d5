package dev.awssso.cli;

import dev.awssso.problem.Problem;
import java.util.function.Supplier;

/**
 * What a command does before it starts its child. Its exit codes are the child's then, so a failure of ours is 125
 * whatever it is; a command line that is wrong stays 2, and Ctrl-C 130.
 */
final class BeforeChild {

    private BeforeChild() {}

    static <T> T prepare(Supplier<T> work) {
        try {
            return work.get();
        } catch (Problem.Usage | Problem.Interrupted | Problem.Child asItIs) {
            throw asItIs;
        } catch (Problem failure) {
            throw Problem.Child.before(failure);
        }
    }
}
