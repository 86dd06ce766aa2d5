/**
 * The sign-in URL of the AWS web console, by partition.
 *
 * <p>Never here: starting a browser, output.
 *
 * <p>Read first: {@link dev.awssso.console.ConsoleUrl}, {@code ConsoleHosts}.
 */
@NullMarked
package dev.awssso.console;

import org.jspecify.annotations.NullMarked;
