package dev.awssso.ecs.tls;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its chain, and the private key that fits it. Prints without the key.
 *
 * @param chain the server's own certificate first
 * @param key its key
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] SAMPLE = {1, 2, 3, 4, 5, 6, 7, 8};

    /** Refuses a key that does not belong to the first certificate, with a {@link Problem.Usage}. */
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain without a certificate");
        }
        if (!fits(chain.get(0), key)) {
            throw new Problem.Usage("the private key does not belong to the certificate", null, null);
        }
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** When the certificate ends. */
    public Instant expiresAt() {
        return certificate().getNotAfter().toInstant();
    }

    /**
     * This identity, when its certificate is valid at this moment.
     *
     * @param renewal the command that replaces an expired one; null when there is none
     * @throws Problem.Usage when the certificate is not valid
     */
    public TlsIdentity validAt(Instant now, @Nullable ShellCommand renewal) {
        if (!now.isBefore(expiresAt())) {
            throw new Problem.Usage("the certificate has expired", "it was valid until " + expiresAt(), renewal);
        }
        if (now.isBefore(certificate().getNotBefore().toInstant())) {
            throw new Problem.Usage(
                    "the certificate is not valid yet",
                    "it is valid from " + certificate().getNotBefore().toInstant(),
                    null);
        }
        return this;
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + ", ****]";
    }

    private static boolean fits(X509Certificate certificate, PrivateKey key) {
        try {
            String algorithm =
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> key.getAlgorithm();
                    };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Keys of two kinds, which certainly do not fit.
            return false;
        }
    }
}
