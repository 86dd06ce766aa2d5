package dev.awssso.ecs.http;

import dev.awssso.ecs.tls.TlsStore;
import dev.awssso.platform.Sleeper;
import dev.awssso.secrets.FileSecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a client of a server trusts: one certificate, as an SDK does that was told of it. */
public final class Trust {

    private Trust() {}

    /** The certificate that is stored for a person whose home this is. */
    public static X509Certificate stored(Path home) {
        return new TlsStore(new FileSecretStore(home.resolve(".local/share/aws-sso"), Sleeper.real(), note -> {}))
                .certificate()
                .orElseThrow(() -> new AssertionError("no certificate is stored"));
    }

    /** Trust in this certificate and no other. */
    public static SSLContext in(X509Certificate certificate) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keyStore(certificate));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A trust store that holds this certificate alone. */
    public static KeyStore keyStore(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        return store;
    }
}
