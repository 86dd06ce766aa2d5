package dev.awssso.cli.options;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.tls.PemFiles;
import dev.awssso.ecs.tls.TlsIdentity;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a certificate and its key; a key that fits its certificate comes out. */
public final class CertificateFileOptions {

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            description = "The private key of the certificate: PEM, without a pass phrase, readable only by you.")
    private @Nullable Path privateKey;

    @Option(
            names = "--cert-chain",
            paramLabel = "FILE",
            description = "The certificate and its chain: PEM, the server's certificate first.")
    private @Nullable Path certificateChain;

    /** True when one of them was given. */
    public boolean given() {
        return privateKey != null || certificateChain != null;
    }

    /** Where the files are, for a server that reads them itself. */
    public ServerSettings.Certificate certificate() {
        return new ServerSettings.Certificate(privateKey, certificateChain);
    }

    /**
     * Reads the files.
     *
     * @throws Problem.Usage when one is missing, or anything is wrong with them
     */
    public TlsIdentity read() {
        if (privateKey == null || certificateChain == null) {
            throw new Problem.Usage(
                    privateKey == null
                            ? "--private-key is required with --cert-chain"
                            : "--cert-chain is required with --private-key",
                    null,
                    null);
        }
        return PemFiles.read(privateKey, certificateChain);
    }
}
