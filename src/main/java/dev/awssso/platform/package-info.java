/**
 * The edge to the operating system: environment, files, locks, processes, sockets' owners, clock and sleep.
 *
 * <p>Never here: what the files mean, AWS, output for a person, and anything outside the JDK.
 *
 * <p>Read first: {@link dev.awssso.platform.Environment}, {@link dev.awssso.platform.PrivateFiles}.
 */
@NullMarked
package dev.awssso.platform;

import org.jspecify.annotations.NullMarked;
