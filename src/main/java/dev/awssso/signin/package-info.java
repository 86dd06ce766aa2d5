/**
 * From nothing to a valid access token: instance resolution, the device and PKCE flows, refresh, the shared cache.
 *
 * <p>Never here: picocli, the AWS SDK, output for a person.
 *
 * <p>Read first: {@code SignIn}, {@code InstanceResolver}.
 */
@NullMarked
package dev.awssso.signin;

import org.jspecify.annotations.NullMarked;
