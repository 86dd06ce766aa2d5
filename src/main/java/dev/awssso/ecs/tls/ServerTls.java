package dev.awssso.ecs.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS: 1.2 and 1.3 with forward secrecy and authenticated encryption, which every SDK speaks. The
 * key is asked for where it is; no key store holds a copy of it.
 */
public final class ServerTls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    // The clients of one machine. A session that is not found costs a full handshake and nothing else.
    private static final int MOST_SESSIONS = 256;

    private final SSLContext context;

    /** Speaks with this certificate. */
    public ServerTls(TlsIdentity identity) {
        // Java's way to refuse renegotiation, by which a client could keep the server computing (RFC 5246 7.2.2).
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKey(identity)}, null, null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** The engine of one connection. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(Arrays.stream(engine.getSupportedCipherSuites())
                .filter(ServerTls::strong)
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
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
