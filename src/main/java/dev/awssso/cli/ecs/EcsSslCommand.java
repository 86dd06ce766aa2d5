package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.CertificateFileOptions;
import dev.awssso.ecs.tls.SelfSigned;
import dev.awssso.ecs.tls.TlsIdentity;
import dev.awssso.ecs.tls.TlsStore;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs ssl}: the certificate with which the server uses HTTPS. */
@CommandLine.Command(
        description = {
            "Store, generate, print or remove the certificate of the credentials server. If one is stored, the server accepts"
                    + " HTTPS only.",
            "AWS CLI and boto3 cannot use a self-signed certificate."
        },
        footer = {"", "Example: aws-sso ecs ssl --generate"})
public final class EcsSslCommand implements Command {

    /** What everybody who has a self-signed certificate must know. */
    static final String SELF_SIGNED = "AWS CLI and boto3 cannot use a self-signed certificate: for them use"
            + " plain HTTP on loopback with a bearer token, or a publicly trusted certificate";

    @Option(
            names = "--generate",
            description = "Generate a self-signed certificate for localhost, 127.0.0.1 and ::1, and store it.")
    private boolean generate;

    @Mixin
    private final CertificateFileOptions files = new CertificateFileOptions();

    @Option(names = "--print", description = "Print the stored certificate; the private key is never printed.")
    private boolean print;

    @Option(
            names = {"-d", "--delete"},
            description = "Remove the certificate and its key: the server uses plain HTTP after its next start.")
    private boolean delete;

    private final Toolbox toolbox;

    public EcsSslCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** The command that makes a certificate and stores it. */
    static ShellCommand generation() {
        return ShellCommand.of("aws-sso", "ecs", "ssl", "--generate");
    }

    @Override
    public int run() {
        long actions = Stream.of(generate, files.given(), print, delete)
                .filter(Boolean::booleanValue)
                .count();
        if (actions != 1) {
            throw new Problem.Usage(
                    actions == 0 ? "an option is required" : "these options cannot be used together",
                    "see aws-sso ecs ssl --help",
                    null);
        }
        TlsStore store = new TlsStore(toolbox.secrets());
        if (print) {
            print(store);
        } else if (delete) {
            toolbox.terminal().note(store.delete() ? "the certificate is removed" : "no certificate was stored");
        } else {
            keep(store);
        }
        return ExitCode.DONE.code();
    }

    private void keep(TlsStore store) {
        TlsIdentity identity = generate
                ? SelfSigned.generate(toolbox.random(), toolbox.clock().instant())
                : files.read().validAt(toolbox.clock().instant(), null);
        store.store(identity);
        toolbox.terminal()
                .note("the certificate is stored, valid until " + Timestamps.format(identity.expiresAt())
                        + "; restart the server to use it");
        if (generate) {
            toolbox.terminal().note(SELF_SIGNED);
        }
    }

    private void print(TlsStore store) {
        TlsIdentity identity =
                store.read().orElseThrow(() -> new Problem.NotFound("no certificate is stored", null, generation()));
        toolbox.terminal().payload(TlsStore.pem(identity.chain()).stripTrailing());
    }
}
