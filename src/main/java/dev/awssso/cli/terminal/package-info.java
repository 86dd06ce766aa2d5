/**
 * The only room that writes to a person. stdout is the payload, everything else goes to stderr; colour and progress only on a terminal; text from a service is stripped of control characters first.
 *
 * <p>Never here: decisions about what to say.
 *
 * <p>Read first: {@link dev.awssso.cli.terminal.Terminal}, {@link dev.awssso.cli.terminal.ProblemPrinter}.
 */
@NullMarked
package dev.awssso.cli.terminal;

import org.jspecify.annotations.NullMarked;
