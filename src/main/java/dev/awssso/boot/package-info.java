/**
 * Starting: a command, or the server; and the wiring of everything by constructors.
 *
 * <p>Never here: behaviour.
 *
 * <p>Read first: {@link dev.awssso.boot.Main}, {@link dev.awssso.boot.Wiring}.
 */
@NullMarked
package dev.awssso.boot;

import org.jspecify.annotations.NullMarked;
