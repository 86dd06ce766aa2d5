/**
 * Which accounts and roles the signed-in person may use.
 *
 * <p>Never here: credentials, config files, output.
 *
 * <p>Read first: {@code RoleDirectory}, {@code RoleCatalog}.
 */
@NullMarked
package dev.awssso.roles;

import org.jspecify.annotations.NullMarked;
