package dev.awssso.credentials;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads the two encodings of a private key on P-256, of both only what is needed:
 *
 * <pre>
 * ECPrivateKey   = SEQUENCE { INTEGER 1, OCTET STRING secret, [0] curve OPTIONAL, [1] public key OPTIONAL }  ; SEC 1 C.4
 * PrivateKeyInfo = SEQUENCE { INTEGER 0, SEQUENCE { OID, OID curve }, OCTET STRING ECPrivateKey }            ; RFC 5208 5
 * </pre>
 */
final class EcKeyDer {

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;
    // The OID of P-256, 1.2.840.10045.3.1.7, with its tag and length.
    private static final String P256_OID = "06082a8648ce3d030107";

    private final byte[] der;
    private int at;

    private EcKeyDer(byte[] der) {
        this.der = der;
    }

    /** The secret number; empty when it is no such key, or one on another curve. */
    static Optional<BigInteger> secret(byte[] der) {
        try {
            return new EcKeyDer(new EcKeyDer(der).value(SEQUENCE)).key();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Optional<BigInteger> key() {
        int version = new BigInteger(value(INTEGER)).intValue();
        if (version == 0) {
            boolean known = HexFormat.of().formatHex(value(SEQUENCE)).endsWith(P256_OID);
            return known ? secret(value(OCTETS)) : Optional.empty();
        }
        byte[] number = value(OCTETS);
        boolean otherCurve = at < der.length
                && (der[at] & 0xff) == CURVE
                && !HexFormat.of().formatHex(value(CURVE)).equals(P256_OID);
        return version != 1 || otherCurve || number.length > P256.BYTES
                ? Optional.empty()
                : Optional.of(new BigInteger(1, number)).filter(secret -> secret.signum() > 0);
    }

    // The content of the next element, which must have that tag.
    private byte[] value(int tag) {
        if ((der[at] & 0xff) != tag) {
            throw new IndexOutOfBoundsException("another element");
        }
        int length = der[at + 1] & 0xff;
        int start = at + 2;
        if (length > 0x80) {
            int bytes = length & 0x7f;
            length = new BigInteger(1, Arrays.copyOfRange(der, start, start + bytes)).intValue();
            start += bytes;
        }
        if (length < 0 || start + length > der.length) {
            throw new IndexOutOfBoundsException("cut off");
        }
        at = start + length;
        return Arrays.copyOfRange(der, start, at);
    }
}
