/**
 * How our commands find, prove and call a credentials server: by the address, by its proof, over one connection.
 *
 * <p>Never here: options, printing, what a slot is loaded with.
 *
 * <p>Read first: {@link dev.awssso.ecs.client.EcsClient}, {@link dev.awssso.ecs.client.ServerProof}.
 */
@NullMarked
package dev.awssso.ecs.client;

import org.jspecify.annotations.NullMarked;
