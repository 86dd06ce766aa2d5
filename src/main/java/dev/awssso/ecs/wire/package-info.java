/**
 * The JSON records of the protocol, shared by the server and our client.
 *
 * <p>Never here: decisions.
 *
 * <p>Read first: {@code CredentialsDocument}.
 */
@NullMarked
package dev.awssso.ecs.wire;

import org.jspecify.annotations.NullMarked;
