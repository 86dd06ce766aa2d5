/**
 * The commands that run the sandbox.
 *
 * <p>Never here: what the sandbox answers.
 *
 * <p>Read first: {@code SandboxRunCommand}, {@code SandboxDemoCommand}.
 */
@NullMarked
package dev.awssso.cli.sandbox;

import org.jspecify.annotations.NullMarked;
