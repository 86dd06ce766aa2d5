/**
 * The sandbox for tests with JUnit 5, in the process of the test. Published as a jar of its own (classifier {@code
 * sandbox-junit}) with the sandbox; not in the program.
 *
 * <p>Never here: what the sandbox answers.
 *
 * <p>Read first: {@link dev.awssso.sandbox.junit.SandboxExtension}.
 */
@NullMarked
package dev.awssso.sandbox.junit;

import org.jspecify.annotations.NullMarked;
