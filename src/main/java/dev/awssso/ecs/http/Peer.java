package dev.awssso.ecs.http;

import dev.awssso.platform.PeerOwner;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the process at the other end.
 *
 * @param owner who it is, null when that cannot be told
 * @param trusted whether it counts as this user's own
 */
record Peer(@Nullable PeerOwner owner, boolean trusted) {

    static final Peer UNKNOWN = new Peer(null, false);
}
