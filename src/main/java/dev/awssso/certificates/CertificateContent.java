package dev.awssso.certificates;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The content of a certificate that is to be signed (X.509 as profiled by RFC 5280), for keys on P-256. It is valid
 * for a year.
 *
 * @param issuer the common name of the one who signs; for a self-signed certificate the subject's own
 * @param subject the common name of the holder
 * @param key the holder's public key
 * @param now when its year begins
 * @param extensions what the key may be used for, and under which names
 */
public record CertificateContent(String issuer, String subject, PublicKey key, Instant now, Extensions extensions) {

    private static final Duration LIFETIME = Duration.ofDays(365);
    // A clock that is a little behind, as in a virtual machine after a suspend, must not refuse it.
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final int SERIAL_BITS = 120;
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);

    /** The certificate, signed with the issuer's key. */
    public X509Certificate sign(PrivateKey issuerKey, SecureRandom random) {
        try {
            byte[] unsigned = unsigned(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuerKey, random);
            signature.update(unsigned);
            byte[] certificate = Der.sequence(unsigned, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256 and X.509", e);
        }
    }

    // RFC 5280 4.1: TBSCertificate
    private byte[] unsigned(BigInteger serial) {
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(serial),
                ECDSA_WITH_SHA256,
                name(issuer),
                Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(LIFETIME))),
                name(subject),
                key.getEncoded(), // SubjectPublicKeyInfo as Java writes it
                Der.explicit(3, Der.sequence(extensions.der())));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(commonName))));
    }
}
