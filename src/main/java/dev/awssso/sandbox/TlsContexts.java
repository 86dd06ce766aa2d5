package dev.awssso.sandbox;

import dev.awssso.certificates.EcKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS on connections that have begun: with a certificate for the host of a tunnel, or for the sandbox's own names. */
final class TlsContexts {

    private static final int REMEMBERED = 500;
    private static final char[] NO_PASSPHRASE = {};

    private final CertificateAuthority authority;
    private final Listening listening;
    private final SecureRandom random;
    private final InstantSource clock;
    private final KeyPair serverKey;
    private final Map<String, SSLContext> byHost = new ConcurrentHashMap<>();

    TlsContexts(CertificateAuthority authority, Listening listening, SecureRandom random, InstantSource clock) {
        this.authority = authority;
        this.listening = listening;
        this.serverKey = EcKeys.generate(random);
        this.random = random;
        this.clock = clock;
    }

    CertificateAuthority authority() {
        return authority;
    }

    /**
     * The server's side of TLS over a connection.
     *
     * @param consumed what was read of the client's first message already
     */
    SSLSocket over(Socket connection, byte[] consumed, Arrival arrival) throws IOException {
        String tunnel = arrival.tunnel();
        boolean aws = tunnel != null && AwsHosts.contains(tunnel);
        String name = aws ? String.valueOf(tunnel) : InetAddresses.literal(arrival.local());
        if (byHost.size() > REMEMBERED) {
            byHost.clear();
        }
        SSLContext context = byHost.computeIfAbsent(
                name,
                any -> aws ? context(List.of(name), List.of()) : context(ownNames(), ownAddresses(arrival.local())));
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(connection, new ByteArrayInputStream(consumed), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private List<String> ownNames() {
        List<String> names = new ArrayList<>(List.of("localhost"));
        names.addAll(listening.hosts());
        return names;
    }

    private static List<InetAddress> ownAddresses(InetAddress local) {
        List<InetAddress> addresses = new ArrayList<>(List.of(InetAddresses.LOOPBACK, InetAddresses.LOOPBACK_6));
        if (!addresses.contains(local)) {
            addresses.add(local);
        }
        return addresses;
    }

    private SSLContext context(List<String> names, List<InetAddress> addresses) {
        X509Certificate certificate = authority.sign(serverKey, names, addresses, random, clock.instant());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = {certificate, authority.certificate()};
            store.setKeyEntry("sandbox", serverKey.getPrivate(), NO_PASSPHRASE, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSPHRASE);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, random);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has TLS and PKCS #12", e);
        }
    }
}
