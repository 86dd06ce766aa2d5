package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.CertificateFileOptions;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.tls.CertificateLife;
import dev.awssso.ecs.tls.SelfSigned;
import dev.awssso.ecs.tls.TlsIdentity;
import dev.awssso.ecs.tls.TlsStore;
import dev.awssso.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a server uses HTTPS, and with which certificate. */
final class HttpsOptions {

    @Option(
            names = "--ssl",
            description = "Accept HTTPS only. This is the default if a certificate is stored; if none is stored, a"
                    + " self-signed certificate is generated and stored.")
    private boolean on;

    @Option(names = "--no-ssl", description = "Use plain HTTP, even if a certificate is stored.")
    private boolean off;

    @Mixin
    private final CertificateFileOptions files = new CertificateFileOptions();

    /**
     * Where the certificate and key are that the server uses, null for plain HTTP. They are read once to see
     * that they can be used.
     *
     * @throws Problem.Usage when they cannot
     */
    ServerSettings.@Nullable Certificate certificate(Toolbox toolbox) {
        if (identity(toolbox) == null) {
            return null;
        }
        return files.given() ? files.certificate() : ServerSettings.Certificate.STORED;
    }

    /**
     * The certificate and key that the server uses, null for plain HTTP. Files are used where they are.
     *
     * @throws Problem.Usage when they cannot be used
     */
    private @Nullable TlsIdentity identity(Toolbox toolbox) {
        if (off && (on || files.given())) {
            throw new Problem.Usage(
                    "--no-ssl cannot be used together with " + (on ? "--ssl" : "--private-key and --cert-chain"),
                    null,
                    null);
        }
        if (off) {
            return null;
        }
        TlsStore store = new TlsStore(toolbox.secrets());
        Instant now = toolbox.clock().instant();
        TlsIdentity identity = files.given() ? named(store, toolbox, now) : stored(store, toolbox, now);
        if (identity != null) {
            CertificateLife.of(identity.certificate()).warning(now).ifPresent(toolbox.terminal()::note);
        }
        return identity;
    }

    private TlsIdentity named(TlsStore store, Toolbox toolbox, Instant now) {
        TlsIdentity identity = files.read().validAt(now, null);
        if (store.certificate().filter(identity.certificate()::equals).isEmpty()) {
            toolbox.terminal()
                    .note("aws-sso commands accept the stored certificate only, and will refuse this server;"
                            + " to store this certificate: aws-sso ecs ssl --private-key FILE --cert-chain FILE");
        }
        return identity;
    }

    private @Nullable TlsIdentity stored(TlsStore store, Toolbox toolbox, Instant now) {
        if (!on) {
            return store.read()
                    .map(identity -> identity.validAt(now, EcsSslCommand.generation()))
                    .orElse(null);
        }
        return store.readOrStore(() -> {
                    toolbox.terminal().note("no certificate is stored: generating a self-signed one");
                    toolbox.terminal().note(EcsSslCommand.SELF_SIGNED);
                    return SelfSigned.generate(toolbox.random(), now);
                })
                .validAt(now, null);
    }
}
