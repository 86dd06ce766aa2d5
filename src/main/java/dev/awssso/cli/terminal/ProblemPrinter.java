package dev.awssso.cli.terminal;

import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;

/** Turns a failure into the lines a person reads and the exit code. The one place where commands translate failures. */
public final class ProblemPrinter {

    private final Terminal terminal;

    public ProblemPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the problem: {@code aws-sso: what: why}, its details, {@code try: COMMAND}. */
    public ExitCode print(Problem problem, boolean debug) {
        String why = problem.why();
        terminal.failure(problem.what() + (why == null ? "" : ": " + why));
        problem.details().forEach(terminal::line);
        if (problem.remedy() != null) {
            terminal.line("try: " + problem.remedy());
        }
        if (debug) {
            DebugTrace.print(problem, terminal.err());
        }
        return problem.exitCode();
    }

    /** Prints a defect of ours, without its message, which may hold anything. */
    public ExitCode print(Throwable defect, boolean debug) {
        terminal.failure("internal error: " + defect.getClass().getSimpleName());
        if (debug) {
            DebugTrace.print(defect, terminal.err());
        } else {
            terminal.line("run the same command with --debug, and report its output");
        }
        return ExitCode.DEFECT;
    }
}
