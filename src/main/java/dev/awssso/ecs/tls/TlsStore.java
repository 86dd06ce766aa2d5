package dev.awssso.ecs.tls;

import dev.awssso.certificates.Pem;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The server's certificate and key in the secret store; neither is ever written to a file of its own. */
public final class TlsStore {

    private static final String ENTRY = "ecs-tls";
    private static final String CHAIN = "Chain";
    private static final String KEY = "Key";
    // In messages only, where a file would be named.
    private static final Path NAME = Path.of("the certificate in the secret store");

    private final SecretStore store;

    public TlsStore(SecretStore store) {
        this.store = store;
    }

    /** What is stored, empty for a server without HTTPS; a {@link Problem.LocalFile} when it cannot be read. */
    public Optional<TlsIdentity> read() {
        return entry().map(entry -> {
            try {
                List<X509Certificate> chain = PemFiles.chain(bytes(entry, CHAIN), NAME);
                return new TlsIdentity(chain, PemFiles.key(bytes(entry, KEY), NAME, chain.get(0)));
            } catch (Problem.Usage e) {
                throw unreadable();
            }
        });
    }

    /** The server's own certificate alone, which is all that a client needs. */
    public Optional<X509Certificate> certificate() {
        return entry().map(entry -> {
            try {
                return PemFiles.chain(bytes(entry, CHAIN), NAME).get(0);
            } catch (Problem.Usage e) {
                throw unreadable();
            }
        });
    }

    /** Stores it in place of the one before. */
    public void store(TlsIdentity identity) {
        Secret entry = entry(identity);
        store.update(ENTRY, before -> entry);
    }

    /** What is stored; where nothing is, a fresh one is stored first. Of two at once, both get the same. */
    public TlsIdentity readOrStore(Supplier<TlsIdentity> fresh) {
        Optional<TlsIdentity> present = read();
        if (present.isPresent()) {
            return present.get();
        }
        Secret made = entry(fresh.get());
        store.update(ENTRY, before -> before == null ? made : before);
        return read().orElseThrow(TlsStore::unreadable);
    }

    /** Removes it; true when there was one. */
    public boolean delete() {
        AtomicBoolean found = new AtomicBoolean();
        store.update(ENTRY, before -> {
            found.set(before != null);
            return null;
        });
        return found.get();
    }

    /** Certificates as PEM text. */
    public static String pem(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read and cannot be written", e);
            }
        }
        return text.toString();
    }

    private static Secret entry(TlsIdentity identity) {
        return Secret.of(JsonStyle.COMPACT.write(JsonObject.empty()
                .with(CHAIN, pem(identity.chain()))
                .with(KEY, Pem.write("PRIVATE KEY", identity.key().getEncoded()))));
    }

    private Optional<JsonObject> entry() {
        return store.read(ENTRY).map(secret -> {
            try {
                return JsonObject.parse(secret.reveal());
            } catch (JsonException e) {
                throw unreadable();
            }
        });
    }

    private static byte[] bytes(JsonObject entry, String name) {
        return entry.string(name).orElseThrow(TlsStore::unreadable).getBytes(StandardCharsets.US_ASCII);
    }

    private static Problem unreadable() {
        return new Problem.LocalFile(
                "cannot read " + NAME,
                "its format is not valid",
                ShellCommand.of("aws-sso", "ecs", "ssl", "--generate"),
                null);
    }
}
