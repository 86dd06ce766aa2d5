package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.awssso.Cli;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to a service whose certificate nobody but a bundle vouches for. */
class CaBundleTest {

    @TempDir
    Path home;

    private HttpsServer server;

    @BeforeEach
    void serve() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = home.resolve("server.p12");
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair -alias server -keyalg EC -validity 2 -dname CN=localhost -ext san=dns:localhost"
                        + " -storetype PKCS12 -storepass changeit -keystore " + store);
        String command = String.join(" ", keytool);
        Process made =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        made.getInputStream().readAllBytes();
        assertEquals(0, made.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Files.writeString(
                home.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Cli.Result login(String bundle) {
        return Cli.at(home)
                .with(
                        "AWS_ENDPOINT_URL",
                        "https://localhost:" + server.getAddress().getPort())
                .with("AWS_CA_BUNDLE", bundle)
                .sleeper(pause -> {})
                .run(
                        "login",
                        "--use-device-code",
                        "--sso-start-url",
                        "https://x.awsapps.com/start",
                        "--sso-region",
                        "us-east-1");
    }

    @Test
    void bundleVouchesForTheService() {
        Cli.Result result = login(home.resolve("ca.pem").toString());

        assertEquals(6, result.exit());
        assertTrue(result.err().contains("HTTP 418"), result.err());
    }

    @Test
    void withoutItTheServiceIsNotTrustedAndTheRemedyIsNamed() {
        Cli.Result result = login("");

        assertEquals(6, result.exit());
        assertTrue(result.err().contains("set AWS_CA_BUNDLE to its certificate"), result.err());
    }

    @Test
    void missingBundleIsALocalFileProblem() {
        assertEquals(7, login(home.resolve("nowhere.pem").toString()).exit());
    }

    @Test
    void bundleWithoutCertificatesIsALocalFileProblem() throws IOException {
        Path empty = Files.writeString(home.resolve("empty.pem"), "nothing\n");

        assertEquals(7, login(empty.toString()).exit());
    }
}
