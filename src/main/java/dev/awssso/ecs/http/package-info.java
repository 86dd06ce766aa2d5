/**
 * The REST edge of the credentials server and its guards, in the order in which they decide.
 *
 * <p>Never here: the command line, AWS, what a slot is.
 *
 * <p>Read first: {@code CredentialsResource}, {@code HostGuard}.
 */
@NullMarked
package dev.awssso.ecs.http;

import org.jspecify.annotations.NullMarked;
