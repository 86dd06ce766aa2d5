package dev.awssso.sandbox;

import dev.awssso.certificates.Pem;
import dev.awssso.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What those who use a sandbox know it by: its control key, and its certificate authority. */
final class ServerIdentity implements Kept {

    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final String CONTROL_KEY = "controlKey";
    private static final String NAMES = "names";
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";

    private final Listening listening;
    private final SecureRandom random;
    private final Instant now;
    private String controlKey;
    private @Nullable CertificateAuthority authority;

    ServerIdentity(Listening listening, String controlKey, SecureRandom random, Instant now) {
        this.listening = listening;
        this.controlKey = controlKey;
        this.random = random;
        this.now = now;
    }

    /** What the controls ask for. */
    String controlKey() {
        return controlKey;
    }

    /** The authority: the kept one, or a fresh one when there is none, or it cannot sign for these names much longer. */
    CertificateAuthority authority() {
        CertificateAuthority made = authority;
        if (made == null) {
            made = CertificateAuthority.create(listening, random, now);
            authority = made;
        }
        return made;
    }

    @Override
    public String name() {
        return "server";
    }

    @Override
    public JsonObject snapshot() {
        JsonObject all = JsonObject.empty().with(CONTROL_KEY, controlKey);
        CertificateAuthority made = authority;
        return made == null
                ? all
                : all.with(NAMES, names())
                        .with(CERTIFICATE, made.pem())
                        .with(KEY, Pem.write("PRIVATE KEY", made.key().getEncoded()));
    }

    @Override
    public void restore(JsonObject kept) {
        controlKey = JsonMembers.required(kept, CONTROL_KEY);
        if (kept.string(NAMES).filter(names()::equals).isEmpty()) {
            return;
        }
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content(kept, CERTIFICATE)));
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content(kept, KEY)));
            if (now.plus(RENEWED_BEFORE).isBefore(certificate.getNotAfter().toInstant())) {
                authority = new CertificateAuthority(certificate, key);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("neither a certificate nor a key of one", e);
        }
    }

    // The names that it was limited to.
    private String names() {
        return listening.hosts().stream().sorted().toList() + " " + InetAddresses.literal(listening.address());
    }

    private static byte[] content(JsonObject kept, String name) {
        return Pem.blocks(JsonMembers.required(kept, name).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .stream()
                .findFirst()
                .flatMap(Pem.Block::content)
                .orElseThrow(() -> new IllegalArgumentException("no PEM in " + name));
    }
}
