/**
 * Options that several commands share, as mixins that yield domain values.
 *
 * <p>Never here: printing, calls.
 *
 * <p>Read first: {@code InstanceOptions}, {@code RoleOptions}.
 */
@NullMarked
package dev.awssso.cli.options;

import org.jspecify.annotations.NullMarked;
