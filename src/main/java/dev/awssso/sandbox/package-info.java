/**
 * A local IAM Identity Center, STS and console endpoint that checks its input as strictly as AWS does.
 *
 * <p>Never here: anything that reaches for a real AWS, or that the rest of the program depends on to work.
 *
 * <p>Read first: {@code SandboxServer}, {@code SandboxState}.
 */
@NullMarked
package dev.awssso.sandbox;

import org.jspecify.annotations.NullMarked;
