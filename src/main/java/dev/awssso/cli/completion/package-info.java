/**
 * Completion of command lines in bash, zsh and fish: what the shells ask for, and the scripts that ask.
 *
 * <p>Never here: a call to AWS, a question to a person, the evaluation of any text.
 *
 * <p>Read first: {@code Completer}, {@code BashReply}.
 */
@NullMarked
package dev.awssso.cli.completion;

import org.jspecify.annotations.NullMarked;
