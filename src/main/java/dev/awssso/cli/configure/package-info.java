/**
 * The commands that edit AWS config files.
 *
 * <p>Never here: the grammar of the files.
 *
 * <p>Read first: {@code ConfigureProfileCommand}, {@code ConfigurePopulateCommand}.
 */
@NullMarked
package dev.awssso.cli.configure;

import org.jspecify.annotations.NullMarked;
