package dev.awssso.certificates;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;

/** The extensions of a certificate (RFC 5280 4.2.1), collected in DER. */
public final class Extensions {

    private static final byte[] SUBJECT_KEY_ID = Der.oid(2, 5, 29, 14);
    private static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);
    private static final byte[] SUBJECT_ALT_NAME = Der.oid(2, 5, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] NAME_CONSTRAINTS = Der.oid(2, 5, 29, 30);
    private static final byte[] AUTHORITY_KEY_ID = Der.oid(2, 5, 29, 35);
    private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
    private static final byte[] SERVER_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int KEY_ID_BYTES = 20;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** Those of a server's own certificate: no authority, for signatures in TLS, for these names and addresses. */
    public static Extensions ofServer(List<String> names, List<InetAddress> addresses) {
        return new Extensions()
                .add(critical(BASIC_CONSTRAINTS, Der.sequence())) // empty: no authority
                .add(critical(KEY_USAGE, Der.namedBits(0))) // digitalSignature
                .add(plain(EXTENDED_KEY_USAGE, Der.sequence(SERVER_AUTH)))
                .add(plain(SUBJECT_ALT_NAME, Der.sequence(generalNames(names, addresses))));
    }

    /**
     * Those of an authority that may sign for these domains with all below them, and for these addresses, and for
     * nothing else (4.2.1.10), so that its key is of no use against other sites.
     */
    public static Extensions ofAuthority(List<String> domains, List<InetAddress> addresses) {
        return new Extensions()
                .add(critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())))
                .add(critical(KEY_USAGE, Der.namedBits(5, 6))) // keyCertSign, cRLSign
                .add(critical(NAME_CONSTRAINTS, Der.sequence(Der.explicit(0, subtrees(domains, addresses)))));
    }

    /** The key that it certifies. */
    public Extensions subjectKey(PublicKey key) {
        return add(plain(SUBJECT_KEY_ID, Der.octets(keyId(key))));
    }

    /** The key that it is signed with. */
    public Extensions authorityKey(PublicKey key) {
        return add(plain(AUTHORITY_KEY_ID, Der.sequence(Der.implicit(0, keyId(key)))));
    }

    /** All of them, one after the other. */
    byte[] der() {
        return content.toByteArray();
    }

    private Extensions add(byte[] extension) {
        content.writeBytes(extension);
        return this;
    }

    private static byte[] critical(byte[] extension, byte[] value) {
        return Der.sequence(extension, Der.yes(), Der.octets(value));
    }

    private static byte[] plain(byte[] extension, byte[] value) {
        return Der.sequence(extension, Der.octets(value));
    }

    private static byte[] generalNames(List<String> names, List<InetAddress> addresses) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        names.forEach(name -> all.writeBytes(Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII))));
        addresses.forEach(address -> all.writeBytes(Der.implicit(IP_ADDRESS, address.getAddress())));
        return all.toByteArray();
    }

    private static byte[] subtrees(List<String> domains, List<InetAddress> addresses) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String domain : domains) {
            all.writeBytes(Der.sequence(Der.implicit(DNS_NAME, domain.getBytes(StandardCharsets.US_ASCII))));
        }
        for (InetAddress address : addresses) {
            // An address and a mask of the same length, here of ones alone.
            byte[] bytes = address.getAddress();
            byte[] range = Arrays.copyOf(bytes, 2 * bytes.length);
            Arrays.fill(range, bytes.length, range.length, (byte) 0xff);
            all.writeBytes(Der.sequence(Der.implicit(IP_ADDRESS, range)));
        }
        return all.toByteArray();
    }

    // RFC 7093 2: the first 160 bits of a SHA-256.
    private static byte[] keyId(PublicKey key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), KEY_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
