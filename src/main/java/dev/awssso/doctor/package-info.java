/**
 * Examines this machine for what stops an AWS SDK from using the credentials server or a profile, and says what mends it.
 * Every check is bounded in time, reads files and variables, and connects at most to our own server, to configured
 * endpoints and to the sign-in service's clock.
 *
 * <p>Never here: options, printing, secrets in a reason or a command, a change that was not asked for.
 *
 * <p>Read first: {@link dev.awssso.doctor.Doctor}, {@link dev.awssso.doctor.CredentialChain}.
 */
@NullMarked
package dev.awssso.doctor;

import org.jspecify.annotations.NullMarked;
