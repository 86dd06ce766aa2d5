/**
 * What a person types and sees: one class for each command, thin: parse, call the domain, print.
 *
 * <p>Never here: protocols, file formats, anything another command needs.
 *
 * <p>Read first: {@link dev.awssso.cli.CommandLineDoor}, {@link dev.awssso.cli.CommandTree}.
 */
@NullMarked
package dev.awssso.cli;

import org.jspecify.annotations.NullMarked;
