package dev.awssso.ecs.tls;

import dev.awssso.platform.Timestamps;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a certificate lasts.
 *
 * @param end when it ends
 */
public record CertificateLife(Instant end) {

    /** How long before its end a person is told. */
    public static final Duration WARNING = Duration.ofDays(30);

    public static CertificateLife of(X509Certificate certificate) {
        return new CertificateLife(certificate.getNotAfter().toInstant());
    }

    /** What a person should know now, empty while the end is far. */
    public Optional<String> warning(Instant now) {
        if (now.isBefore(end.minus(WARNING))) {
            return Optional.empty();
        }
        return Optional.of("the server's certificate " + (now.isBefore(end) ? "expires at " : "expired at ")
                + Timestamps.format(end) + "; to renew it: aws-sso ecs ssl --generate, or --private-key and"
                + " --cert-chain with a new one");
    }
}
