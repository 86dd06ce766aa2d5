/**
 * The commands of the credentials server.
 *
 * <p>Never here: HTTP, slots.
 *
 * <p>Read first: {@code EcsRunCommand}, {@code EcsLoadCommand}.
 */
@NullMarked
package dev.awssso.cli.ecs;

import org.jspecify.annotations.NullMarked;
