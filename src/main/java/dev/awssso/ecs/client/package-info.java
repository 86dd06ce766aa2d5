/**
 * How our commands find, prove and call a credentials server.
 *
 * <p>Never here: options, output.
 *
 * <p>Read first: {@code EcsClient}, {@code ServerProof}.
 */
@NullMarked
package dev.awssso.ecs.client;

import org.jspecify.annotations.NullMarked;
