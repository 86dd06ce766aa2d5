/**
 * The certificate and key that the credentials server uses HTTPS with: read from PEM files, made, and kept in the
 * secret store.
 *
 * <p>Never here: sockets. The private key leaves this room only towards the server's TLS engine and the store.
 *
 * <p>Read first: {@link dev.awssso.ecs.tls.TlsIdentity}, {@link dev.awssso.ecs.tls.TlsStore}.
 */
@NullMarked
package dev.awssso.ecs.tls;

import org.jspecify.annotations.NullMarked;
