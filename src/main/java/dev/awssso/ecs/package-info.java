/**
 * What the credentials server holds: slots and their states. No HTTP.
 *
 * <p>Never here: HTTP, JSON, sockets.
 *
 * <p>Read first: {@code Slots}, {@code Slot}.
 */
@NullMarked
package dev.awssso.ecs;

import org.jspecify.annotations.NullMarked;
