/**
 * X.509 certificates and their text form: what the JDK has no public interface for. Shared by the credentials server,
 * which makes a certificate for itself, and the sandbox, which has an authority of its own.
 *
 * <p>Never here: files, sockets, who trusts what.
 *
 * <p>Read first: {@link dev.awssso.certificates.CertificateContent}, {@link dev.awssso.certificates.Extensions}.
 */
@NullMarked
package dev.awssso.certificates;

import org.jspecify.annotations.NullMarked;
