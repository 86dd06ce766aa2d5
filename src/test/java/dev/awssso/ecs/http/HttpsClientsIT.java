package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.awssso.ecs.tls.TlsStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/** Clients that people really use, told to trust the server's own certificate as docs/how-to/https.md says. */
@Tag("slow")
class HttpsClientsIT {

    private static final String NODE =
            """
            require('https').get(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI, answer => {
                let text = '';
                answer.on('data', part => text += part).on('end', () => console.log(JSON.parse(text).AccessKeyId));
            }).on('error', refused => { console.log(refused.code); process.exitCode = 1; });
            """;

    @TempDir
    Path home;

    private TestServer server;

    /** A program of the SDK for Java v2. */
    static final class JavaSdk {

        private JavaSdk() {}

        public static void main(String... arguments) {
            try (ContainerCredentialsProvider provider =
                    ContainerCredentialsProvider.builder().build()) {
                System.out.println(provider.resolveCredentials().accessKeyId());
            }
        }
    }

    @BeforeEach
    void start() {
        server = TestServer.secure(home);
        server.put("/", Loads.of("d"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void nodeTrustsTheExtraCertificate() throws IOException {
        Path pem = Files.writeString(home.resolve("cert.pem"), TlsStore.pem(List.of(Trust.stored(home))));

        assertEquals(Loads.KEY_ID, run(Map.of("NODE_EXTRA_CA_CERTS", pem.toString()), List.of("node", "-e", NODE)));
        assertEquals("DEPTH_ZERO_SELF_SIGNED_CERT", run(Map.of(), List.of("node", "-e", NODE)));
    }

    @Test
    void theSdkForJavaTrustsATrustStore() throws Exception {
        Path store = home.resolve("trust.p12");
        try (var out = Files.newOutputStream(store)) {
            Trust.keyStore(Trust.stored(home)).store(out, "changeit".toCharArray());
        }

        assertEquals(
                Loads.KEY_ID,
                java("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit"));
        assertFalse(java().contains(Loads.KEY_ID), "nobody trusts it without");
    }

    private String java(String... options) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(options));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), JavaSdk.class.getName()));
        return run(Map.of(), words);
    }

    private String run(Map<String, String> variables, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment()
                .put(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        server.program().url().toString());
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
