/**
 * The AWS config files: their grammar, lossless editing, names, and generation.
 *
 * <p>Never here: sign-in, network, output.
 *
 * <p>Read first: {@link dev.awssso.profiles.ConfigFile}, {@link dev.awssso.profiles.Profiles}.
 */
@NullMarked
package dev.awssso.profiles;

import org.jspecify.annotations.NullMarked;
