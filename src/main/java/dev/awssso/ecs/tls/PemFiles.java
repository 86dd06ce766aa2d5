package dev.awssso.ecs.tls;

import dev.awssso.certificates.Der;
import dev.awssso.certificates.Pem;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key and a certificate chain from PEM files: PKCS#8, PKCS#1 and SEC1 keys, the server's own
 * certificate first. Whatever is wrong with them is one {@link Problem.Usage} that names the file and nothing in it.
 */
public final class PemFiles {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final Set<String> TRADITIONAL = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY");

    private PemFiles() {}

    /** Reads both; the key file must belong to this user alone. */
    public static TlsIdentity read(Path keyFile, Path chainFile) {
        requirePrivate(keyFile);
        List<X509Certificate> chain = chain(content(chainFile), chainFile);
        return new TlsIdentity(chain, key(content(keyFile), keyFile, chain.get(0)));
    }

    static List<X509Certificate> chain(byte[] pem, Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                byte[] der = block.content().orElseThrow(() -> unusable(file, "its certificate is damaged"));
                chain.add(certificate(der, file));
            }
        }
        if (chain.isEmpty()) {
            throw unusable(file, "it contains no certificate");
        }
        return chain;
    }

    static PrivateKey key(byte[] pem, Path file, X509Certificate certificate) {
        for (Pem.Block block : Pem.blocks(pem)) {
            if (block.encrypted()) {
                throw unusable(file, "the key is encrypted; remove its pass phrase with: openssl pkey -in FILE");
            }
            boolean traditional = TRADITIONAL.contains(block.label());
            if (traditional || block.label().equals(PKCS8)) {
                byte[] der = block.content().orElseThrow(() -> unusable(file, "its key is damaged"));
                return decode(traditional ? wrapped(der, certificate) : der, file, certificate);
            }
        }
        throw unusable(file, "it contains no private key");
    }

    // RFC 5208 5: PrivateKeyInfo around a PKCS#1 or SEC1 key. The algorithm and curve are those of the certificate's
    // SubjectPublicKeyInfo, since a key that fits has the same.
    private static byte[] wrapped(byte[] key, X509Certificate certificate) {
        byte[] algorithm = Der.firstOf(certificate.getPublicKey().getEncoded());
        return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octets(key));
    }

    private static PrivateKey decode(byte[] pkcs8, Path file, X509Certificate certificate) {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        for (String kind : new String[] {algorithm, "EC", "RSA", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // Perhaps a key of another kind, which does not fit the certificate: that is said then.
            }
        }
        throw unusable(file, "its key is damaged, or of another type than that of the certificate");
    }

    private static X509Certificate certificate(byte[] der, Path file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw unusable(file, "its certificate is damaged");
        }
    }

    private static byte[] content(Path file) {
        try {
            return PrivateFiles.read(file).orElseThrow(() -> unusable(file, "the file does not exist"));
        } catch (Problem.LocalFile e) {
            throw unusable(file, e.why());
        }
    }

    private static void requirePrivate(Path file) {
        try {
            if (!Files.exists(file) || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
                return;
            }
            Path real = file.toRealPath();
            if (!own(real, file)) {
                boolean link = Files.isSymbolicLink(file);
                throw unusable(file, link ? "it is a link to another user's file" : "it belongs to another user");
            }
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(real));
            mode.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!mode.isEmpty()) {
                throw new Problem.Usage(
                        "cannot use " + file,
                        "other users can read it",
                        ShellCommand.of("chmod", "600", file.toString()));
            }
        } catch (IOException e) {
            throw unusable(file, PrivateFiles.reason(e));
        }
    }

    // Where the system does not say who this process is, a link must at least not lead to somebody else's file.
    private static boolean own(Path real, Path link) throws IOException {
        OptionalLong self = UserId.effective();
        if (self.isPresent()) {
            return ((Number) Files.getAttribute(real, "unix:uid")).longValue() == self.getAsLong();
        }
        return Files.getOwner(real).equals(Files.getOwner(link, LinkOption.NOFOLLOW_LINKS));
    }

    private static Problem unusable(Path file, @Nullable String why) {
        return new Problem.Usage("cannot use " + file, why, null);
    }
}
