/**
 * Tests of the packaged program, the one that a person installs: a process of its own, started through its launcher.
 * They are named {@code *IT}, run in {@code ./mvnw verify} after the packaging, and run as they are against the native
 * program too ({@code -Daws-sso.program=target/aws-sso-native/bin/aws-sso}).
 *
 * <p>Never here: anything that looks inside the program.
 *
 * <p>Read first: {@link dev.awssso.packaged.PackagedProgram}, {@link dev.awssso.packaged.RunningProgram}.
 */
@NullMarked
package dev.awssso.packaged;

import org.jspecify.annotations.NullMarked;
