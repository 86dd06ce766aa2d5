/**
 * Our own configuration, typed and with units.
 *
 * <p>Never here: the AWS config files.
 *
 * <p>Read first: {@code Settings}.
 */
@NullMarked
package dev.awssso.settings;

import org.jspecify.annotations.NullMarked;
