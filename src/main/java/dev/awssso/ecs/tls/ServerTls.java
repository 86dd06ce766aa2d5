package dev.awssso.ecs.tls;

import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS: 1.2 and 1.3 with forward secrecy and authenticated encryption, which every SDK speaks. The
 * key is asked for where it is; no key store holds a copy of it.
 */
public final class ServerTls {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final OneKey key;
    private final List<String> suites;

    /** Speaks with this certificate. */
    public ServerTls(TlsIdentity identity) {
        // Java's way to refuse renegotiation, by which a client could keep the server computing (RFC 5246 7.2.2).
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        key = new OneKey(identity);
        try {
            suites = Arrays.stream(
                            SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                    .filter(ServerTls::strong)
                    .toList();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Gives the certificate and its key to handshakes. */
    public X509KeyManager keyManager() {
        return key;
    }

    /** The versions that are spoken. */
    public static List<String> protocols() {
        return PROTOCOLS;
    }

    /** The cipher suites, the preferred ones first. */
    public List<String> cipherSuites() {
        return suites;
    }

    private static boolean strong(String suite) {
        boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
        boolean tls13 = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
        return authenticated && (tls13 || suite.startsWith("TLS_ECDHE_"));
    }

    /** Answers for the one key that there is, to handshakes that can use its kind. */
    private static final class OneKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "server";

        private final TlsIdentity identity;

        OneKey(TlsIdentity identity) {
            this.identity = identity;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chosen(keyType);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chosen(keyType);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return chosen(keyType) == null ? null : new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        private @Nullable String chosen(String keyType) {
            return keyType.equals(identity.key().getAlgorithm()) ? ALIAS : null;
        }
    }
}
