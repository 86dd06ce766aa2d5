/**
 * What a machine can check of the house: who may use what, and the habits that keep rooms apart.
 *
 * <p>Never here: behaviour of the program.
 *
 * <p>Read first: {@link dev.awssso.architecture.ArchitectureTest}, {@link dev.awssso.architecture.Rooms}.
 */
@NullMarked
package dev.awssso.architecture;

import org.jspecify.annotations.NullMarked;
