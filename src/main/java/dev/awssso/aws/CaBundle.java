package dev.awssso.aws;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of {@code AWS_CA_BUNDLE}, which are trusted in place of those of the Java runtime. */
final class CaBundle {

    private final TrustManager[] managers;

    private CaBundle(TrustManager[] managers) {
        this.managers = managers;
    }

    /**
     * Reads a PEM file.
     *
     * @throws Problem.LocalFile when it cannot be read or holds no certificate
     */
    static CaBundle read(Path file) {
        byte[] pem = PrivateFiles.read(file).orElseThrow(() -> unusable(file, "no such file", null));
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (certificates.isEmpty()) {
                throw unusable(file, "it contains no certificate", null);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new CaBundle(factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(file, "it is not a PEM file with certificates", e);
        }
    }

    private static Problem unusable(Path file, String why, @Nullable Throwable cause) {
        return new Problem.LocalFile(
                "cannot use the CA bundle " + file, why + "; correct or unset AWS_CA_BUNDLE", null, cause);
    }

    TrustManager[] trustManagers() {
        return managers.clone();
    }
}
