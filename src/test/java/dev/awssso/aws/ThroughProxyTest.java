package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches a proxy that lets nothing through. */
class ThroughProxyTest {

    private static final String AUTHORIZATION = "Proxy-Authorization: ";

    @TempDir
    Path home;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private volatile boolean asksForPassword;

    @BeforeEach
    void listen() throws IOException {
        proxy = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                List<String> head = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.add(line);
                }
                lines.addAll(head);
                boolean known = head.stream()
                        .anyMatch(line -> line.regionMatches(true, 0, AUTHORIZATION, 0, AUTHORIZATION.length()));
                String status = asksForPassword && !known
                        ? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\""
                        : "502 Bad Gateway";
                socket.getOutputStream()
                        .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test is over, or the client hung up.
            }
        }
    }

    private Cli.Result login(String proxyUrl) {
        return Cli.at(home)
                .with("HTTPS_PROXY", proxyUrl)
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
    void callsGoThroughIt() {
        Cli.Result result = login("http://127.0.0.1:" + proxy.getLocalPort());

        assertEquals(6, result.exit(), result.err());
        assertEquals("CONNECT oidc.us-east-1.amazonaws.com:443 HTTP/1.1", lines.get(0));
    }

    // In a process of its own, since the runtime decides once for all how it talks to proxies.
    @Test
    void nameAndPasswordAreSentToItAndToNobodyElse() throws IOException, InterruptedException {
        asksForPassword = true;
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.awssso.boot.Main",
                "login",
                "--use-device-code",
                "--sso-start-url",
                "https://x.awsapps.com/start",
                "--sso-region",
                "us-east-1");
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("AWS_MAX_ATTEMPTS", "1");
        builder.environment().put("HTTPS_PROXY", "http://person:pa%24s@127.0.0.1:" + proxy.getLocalPort());
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(6, process.waitFor(), printed);
        assertTrue(
                lines.stream().anyMatch(line -> line.equalsIgnoreCase(AUTHORIZATION + "Basic cGVyc29uOnBhJHM=")),
                lines.toString());
        assertFalse(printed.contains("pa$s") || printed.contains("pa%24s"), printed);
    }
}
