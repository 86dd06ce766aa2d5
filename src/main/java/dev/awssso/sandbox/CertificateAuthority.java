package dev.awssso.sandbox;

import dev.awssso.certificates.CertificateContent;
import dev.awssso.certificates.EcKeys;
import dev.awssso.certificates.Extensions;
import dev.awssso.certificates.Pem;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sandbox's own certificate authority. It can sign for the host names of AWS, the sandbox's own and loopback, and
 * is trusted by nobody but those who are given its certificate. Prints without its key.
 */
final class CertificateAuthority {

    private static final String NAME = "aws-sso sandbox authority";
    private static final String SERVER = "aws-sso sandbox";

    private final X509Certificate certificate;
    private final PrivateKey key;

    CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** A fresh one, valid for a year from now. */
    static CertificateAuthority create(Listening listening, SecureRandom random, Instant now) {
        List<String> domains = new ArrayList<>(AwsHosts.DOMAINS);
        domains.add("localhost");
        domains.addAll(listening.hosts());
        List<InetAddress> addresses = new ArrayList<>(List.of(InetAddresses.LOOPBACK, InetAddresses.LOOPBACK_6));
        if (!listening.address().isAnyLocalAddress()) {
            addresses.add(listening.address());
        }
        KeyPair pair = EcKeys.generate(random);
        // Listening at every address, its own one is not known before somebody connects: then addresses are left open.
        Extensions extensions = Extensions.ofAuthority(
                        domains, listening.address().isAnyLocalAddress() ? List.of() : addresses)
                .subjectKey(pair.getPublic());
        CertificateContent content = new CertificateContent(NAME, NAME, pair.getPublic(), now, extensions);
        return new CertificateAuthority(content.sign(pair.getPrivate(), random), pair.getPrivate());
    }

    /** A certificate for a server with this key under these names and addresses, signed by this authority. */
    X509Certificate sign(
            KeyPair server, List<String> names, List<InetAddress> addresses, SecureRandom random, Instant now) {
        Extensions extensions = Extensions.ofServer(names, addresses)
                .subjectKey(server.getPublic())
                .authorityKey(certificate.getPublicKey());
        return new CertificateContent(NAME, SERVER, server.getPublic(), now, extensions).sign(key, random);
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /** The certificate as {@code AWS_CA_BUNDLE} and {@code SSL_CERT_FILE} want it. */
    String pem() {
        try {
            return Pem.write("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has its DER", e);
        }
    }

    @Override
    public String toString() {
        return "CertificateAuthority[****]";
    }
}
