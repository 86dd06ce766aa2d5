/**
 * Values that are never printed, and where they rest.
 *
 * <p>Never here: who uses a secret for what, network calls, output.
 *
 * <p>Read first: {@link dev.awssso.secrets.Secret}, then the {@code SecretStore}.
 */
@NullMarked
package dev.awssso.secrets;

import org.jspecify.annotations.NullMarked;
