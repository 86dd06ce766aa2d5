/**
 * Short-lived keys and where they come from: starting sources, role chains, expiry and renewal.
 *
 * <p>Never here: the AWS SDK, who the keys are given to.
 *
 * <p>Read first: {@code CredentialSource}, {@code RoleCredentials}.
 */
@NullMarked
package dev.awssso.credentials;

import org.jspecify.annotations.NullMarked;
