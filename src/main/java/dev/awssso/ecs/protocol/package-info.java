/**
 * What the credentials server and the endpoint of {@code run-as} share, so that both speak alike: documents, errors and
 * their texts, the rules on hosts, browsers and proxies, the comparison of tokens, the names of slots. Plain functions.
 *
 * <p>Never here: a framework, a socket, a slot.
 *
 * <p>Read first: {@code ProtocolError}, {@code HostRule}.
 */
@NullMarked
package dev.awssso.ecs.protocol;

import org.jspecify.annotations.NullMarked;
