/**
 * Child processes: environment, signals, exit codes; documents for shells and SDKs.
 *
 * <p>Never here: where the credentials come from, options.
 *
 * <p>Read first: {@code ChildProcess}, {@code CredentialEnvironment}.
 */
@NullMarked
package dev.awssso.run;

import org.jspecify.annotations.NullMarked;
