package dev.awssso.ecs.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes a certificate that only this machine is meant to trust: EC P-256, one year, no authority, for {@code
 * localhost}, {@code 127.0.0.1} and {@code ::1} (X.509 as profiled by RFC 5280). Java has no public interface for it.
 */
public final class SelfSigned {

    private static final Duration LIFETIME = Duration.ofDays(365);
    // A clock that is a little behind, as in a virtual machine after a suspend, must not refuse it.
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final int SERIAL_BITS = 120;
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);
    private static final byte[] SUBJECT_ALT_NAME = Der.oid(2, 5, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
    private static final byte[] SERVER_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);

    private SelfSigned() {}

    /** A fresh key with its certificate, valid from now on. */
    public static TlsIdentity generate(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] unsigned = unsigned(pair, new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS), now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate(), random);
            signature.update(unsigned);
            byte[] certificate = Der.sequence(unsigned, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return new TlsIdentity(List.of(parsed), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256 and X.509", e);
        }
    }

    // RFC 5280 4.1: TBSCertificate
    private static byte[] unsigned(KeyPair pair, BigInteger serial, Instant now) {
        byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text("aws-sso ecs on localhost"))));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(serial),
                ECDSA_WITH_SHA256,
                name, // issuer
                Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(LIFETIME))),
                name, // subject
                pair.getPublic().getEncoded(), // SubjectPublicKeyInfo as Java writes it
                Der.explicit(3, extensions()));
    }

    // RFC 5280 4.2.1: the empty BasicConstraints says that it is no authority.
    private static byte[] extensions() {
        byte[] names = Der.sequence(
                Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.implicit(7, IPV4_LOOPBACK),
                Der.implicit(7, IPV6_LOOPBACK));
        return Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                critical(KEY_USAGE, Der.firstBit()), // digitalSignature
                Der.sequence(EXTENDED_KEY_USAGE, Der.octets(Der.sequence(SERVER_AUTH))),
                Der.sequence(SUBJECT_ALT_NAME, Der.octets(names)));
    }

    private static byte[] critical(byte[] extension, byte[] value) {
        return Der.sequence(extension, Der.yes(), Der.octets(value));
    }
}
