package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** TLS with the sandbox's own authority, and the proxy for AWS's host names, as Java's own HTTP client sees them. */
class ProxyTest {

    private static final String BODY = "{\"clientName\":\"java\",\"clientType\":\"public\"}";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start(
            SandboxOptions.DEFAULT.listening(
                    Listening.LOOPBACK.hosts(List.of("Sandbox.Internal")).tls(true)),
            InstantSource.system());

    private X509Certificate authority() throws Exception {
        String pem = sandbox.caCertificate();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    // Trusts the sandbox's authority and nobody else.
    private HttpClient.Builder client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("sandbox", authority());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context);
    }

    private HttpClient throughProxy() throws Exception {
        int port = URI.create(sandbox.url()).getPort();
        return client().proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)))
                .build();
    }

    private static HttpResponse<String> register(HttpClient client, String base) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/client/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String text) throws IOException {
        URI uri = URI.create(sandbox.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void awsHostNamesOfEveryPartitionLeadHere() throws Exception {
        HttpClient client = throughProxy();
        for (String host : List.of(
                "oidc.us-east-1.amazonaws.com",
                "oidc-fips.us-gov-west-1.amazonaws.com",
                "oidc.eu-west-1.api.aws",
                "oidc.cn-north-1.amazonaws.com.cn",
                "oidc.eusc-de-east-1.amazonaws.eu")) {
            HttpResponse<String> answer = register(client, "https://" + host);
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("clientSecret"), host);
        }
        assertEquals(5, sandbox.calls("RegisterClient"));
    }

    @Test
    void tlsWorksWithoutTheProxyToo() throws Exception {
        String direct = sandbox.url().replace("http:", "https:");
        for (String base : List.of(direct, direct.replace("127.0.0.1", "localhost"))) {
            assertEquals(200, register(client().build(), base).statusCode(), base);
        }
        assertEquals(200, register(HttpClient.newHttpClient(), sandbox.url()).statusCode(), "plain HTTP stays");
    }

    @Test
    void theProxyLeadsToTheSandboxItselfToo() throws Exception {
        assertEquals(
                200,
                register(throughProxy(), sandbox.url().replace("http:", "https:"))
                        .statusCode());
    }

    @Test
    void nobodyTrustsItUnasked() {
        String direct = sandbox.url().replace("http:", "https:");
        assertThrows(SSLException.class, () -> register(HttpClient.newHttpClient(), direct));
        assertEquals(0, sandbox.calls("RegisterClient"));
    }

    @Test
    void everythingElseIsRefusedAndNeverForwarded() throws IOException {
        for (String target : List.of(
                "example.com:443",
                "amazonaws.com.evil.example:443",
                "evilamazonaws.com:443",
                "sts.amazonaws.com:80",
                "169.254.169.254:443",
                "127.0.0.1:1",
                "sts.amazonaws.com",
                "user@sts.amazonaws.com:443",
                ":443",
                "sts.amazonaws.com:99999")) {
            String answer = raw("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 403 "), target + ": " + answer);
        }
        for (String target :
                List.of("http://example.com/", "http://169.254.169.254/latest", "http://sts.amazonaws.com/")) {
            String answer = raw(
                    "GET " + target + " HTTP/1.1\r\nHost: " + URI.create(target).getHost() + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 403 "), target + ": " + answer);
        }
    }

    @Test
    void aTunnelCarriesTlsAlone() throws IOException {
        String connect = "CONNECT sts.amazonaws.com:443 HTTP/1.1\r\nHost: sts.amazonaws.com:443\r\n\r\n";
        String get = "GET /sandbox/health HTTP/1.1\r\nHost: sts.amazonaws.com\r\n\r\n";

        String answer = raw(connect + get);

        assertEquals("HTTP/1.1 200 Connection established\r\n\r\n", answer);
    }

    @Test
    void aNameOfAwsIsNotTheSandboxsOwn() throws IOException {
        String answer = raw("GET /sandbox/health HTTP/1.1\r\nHost: s3.amazonaws.com\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    }

    @Test
    void allowedNamesAndLoopbackLiteralsAreItsOwn() throws IOException {
        for (String host : List.of("sandbox.internal", "SANDBOX.internal:80", "127.9.9.9", "[::1]:1", "LocalHost")) {
            String answer = raw("GET /sandbox/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), host + ": " + answer);
            assertTrue(answer.endsWith("{\"status\":\"ready\"}"), answer);
        }
        for (String host : List.of("evil.example", "localhost.", "127.0.0.1.evil.example", "0.0.0.0", "10.0.0.1")) {
            String answer = raw("GET /sandbox/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 421 "), host + ": " + answer);
        }
        String twice =
                raw("GET /sandbox/health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(twice.startsWith("HTTP/1.1 421 "), twice);
    }

    @Test
    void withoutTlsThereIsNoProxy() throws IOException {
        try (RunningSandbox plain = RunningSandbox.start();
                Socket socket = new Socket("127.0.0.1", URI.create(plain.url()).getPort())) {
            socket.getOutputStream()
                    .write("CONNECT sts.amazonaws.com:443 HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        }
    }

    @Test
    void theAuthorityCanSignForNobodyElse() throws Exception {
        X509Certificate certificate = authority();

        assertEquals(Integer.MAX_VALUE, certificate.getBasicConstraints());
        assertTrue(certificate.getCriticalExtensionOIDs().contains("2.5.29.30"), "name constraints");
        String served = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/ca.pem"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertEquals(sandbox.caCertificate(), served);
    }
}
