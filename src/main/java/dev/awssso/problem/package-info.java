/**
 * The vocabulary of failure: every way in which the program can fail a person, and the exit code of each.
 *
 * <p>Never here: translation into text for a terminal or an HTTP answer (that is done in exactly two places, the
 * command's handler and the HTTP mapper), and anything outside the JDK.
 *
 * <p>Read first: {@link dev.awssso.problem.Problem}, {@link dev.awssso.problem.ExitCode}.
 */
@NullMarked
package dev.awssso.problem;

import org.jspecify.annotations.NullMarked;
