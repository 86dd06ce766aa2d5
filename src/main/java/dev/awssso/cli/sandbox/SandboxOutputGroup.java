package dev.awssso.cli.sandbox;

import dev.awssso.cli.Toolbox;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.sandbox.SandboxServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What leads other programs to the sandbox, as options: variables and files. */
final class SandboxOutputGroup {

    // What AWS SDKs and the AWS CLI, OpenSSL with Go and Rust, and Node read (the first is the SDKs' own).
    private static final String[] CA_VARIABLES = {"AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"};

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description = "Write a config file with a profile for each role; with AWS_CONFIG_FILE it works without "
                    + "any other variable.")
    private @Nullable Path config;

    @Option(
            names = "--all-services",
            description = "Also set AWS_ENDPOINT_URL: calls to all other services go to the sandbox and are refused, "
                    + "instead of going to AWS.")
    private boolean allServices;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "With --tls: the file for the certificate of the sandbox's certificate authority. "
                    + "Default: sandbox/ca-PORT.pem in the data directory.")
    private @Nullable Path caFile;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Save registrations, sign-ins, keys, the directory and the certificate authority in this file, and continue "
                            + "with its content at the next start.")
    private @Nullable Path state;

    /** What a restart continues with; null when nothing is kept. */
    @Nullable
    Path stateFile() {
        return state == null ? null : state.toAbsolutePath();
    }

    /** Refuses what cannot be written, before anything is started. */
    void check() {
        if (config != null) {
            new SandboxConfigFile(config).check();
        }
    }

    /** Writes the files and returns the variables to set. */
    Map<String, String> write(SandboxServer server, String region, Toolbox toolbox) {
        Map<String, String> variables = new LinkedHashMap<>(server.environment());
        if (allServices) {
            variables.put("AWS_ENDPOINT_URL", server.endpointUrl());
        }
        Optional<Path> written = server.caCertificate().map(pem -> {
            Path file = caFile(server, toolbox);
            PrivateFiles.write(file, pem.getBytes(StandardCharsets.US_ASCII));
            return file;
        });
        written.ifPresent(file -> {
            variables.put("HTTPS_PROXY", server.url());
            for (String name : CA_VARIABLES) {
                variables.put(name, file.toString());
            }
        });
        if (config != null) {
            new SandboxConfigFile(config).write(server, region, written.orElse(null));
            variables.put("AWS_CONFIG_FILE", config.toAbsolutePath().toString());
        }
        return variables;
    }

    private Path caFile(SandboxServer server, Toolbox toolbox) {
        if (caFile != null) {
            return caFile.toAbsolutePath();
        }
        Path folder = toolbox.environment().dataDirectory().resolve("sandbox");
        return folder.resolve("ca-" + server.port() + ".pem");
    }

    /** Removes what nobody has a use for after the end. */
    void clear(SandboxServer server, Toolbox toolbox) {
        if (caFile == null && server.caCertificate().isPresent()) {
            PrivateFiles.delete(caFile(server, toolbox));
        }
    }
}
