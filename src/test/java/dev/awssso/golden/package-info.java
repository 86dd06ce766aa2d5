/**
 * What commands print, kept in files: {@code src/test/resources/golden/COMMAND/CASE.txt} and the command reference.
 * {@code -Dgolden.update} rewrites both; what changed is then read in the diff.
 *
 * <p>Never here: what a command does; that is tested where the command is.
 *
 * <p>Read first: {@link dev.awssso.golden.GoldenTest}, {@link dev.awssso.golden.GoldenCase}.
 */
@NullMarked
package dev.awssso.golden;

import org.jspecify.annotations.NullMarked;
