package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may ask who runs the sandbox as a service: {@code GET /sandbox/health}, and with TLS {@code GET
 * /sandbox/ca.pem}, the authority's certificate.
 */
final class HealthPages {

    private static final String HEALTH = "/sandbox/health";
    private static final String CERTIFICATE = "/sandbox/ca.pem";

    private final @Nullable CertificateAuthority authority;

    HealthPages(@Nullable CertificateAuthority authority) {
        this.authority = authority;
    }

    /** Empty when the request is for something else. */
    Optional<Reply> answer(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (reads && request.path().equals(HEALTH)) {
            return Optional.of(
                    Reply.json(200, JsonObject.empty().with("status", "ready")).with("Cache-Control", "no-store"));
        }
        if (reads && authority != null && request.path().equals(CERTIFICATE)) {
            return Optional.of(Reply.text(200, "application/x-pem-file", authority.pem()));
        }
        return Optional.empty();
    }
}
