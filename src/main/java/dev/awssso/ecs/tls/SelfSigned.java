package dev.awssso.ecs.tls;

import dev.awssso.certificates.CertificateContent;
import dev.awssso.certificates.EcKeys;
import dev.awssso.certificates.Extensions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Makes a certificate that only this machine is meant to trust: EC P-256, one year, no authority, for {@code
 * localhost}, {@code 127.0.0.1} and {@code ::1}.
 */
public final class SelfSigned {

    private static final String NAME = "aws-sso ecs on localhost";
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private SelfSigned() {}

    /** A fresh key with its certificate, valid from now on. */
    public static TlsIdentity generate(SecureRandom random, Instant now) {
        KeyPair pair = EcKeys.generate(random);
        Extensions extensions = Extensions.ofServer(List.of("localhost"), loopback());
        CertificateContent content = new CertificateContent(NAME, NAME, pair.getPublic(), now, extensions);
        return new TlsIdentity(List.of(content.sign(pair.getPrivate(), random)), pair.getPrivate());
    }

    private static List<InetAddress> loopback() {
        try {
            return List.of(InetAddress.getByAddress(IPV4_LOOPBACK), InetAddress.getByAddress(IPV6_LOOPBACK));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses of 4 and of 16 bytes", e);
        }
    }
}
