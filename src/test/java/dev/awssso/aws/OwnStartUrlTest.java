package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A start URL with a name of the company's own: an HTTPS server behind a proxy, with a certificate of a private CA. */
class OwnStartUrlTest {

    private static final String OWN = "https://sso.corp.example/start";
    private static final String TARGET = "https://ssoins-1.portal.eu-west-1.app.aws/start";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path certificates;

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String target = TARGET;
    private volatile boolean headIsRefused;
    private HttpsServer company;
    private ServerSocket proxy;

    @BeforeEach
    void listen() throws Exception {
        company = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        company.setHttpsConfigurator(new HttpsConfigurator(context()));
        company.createContext("/", this::answer);
        company.start();
        proxy = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
        daemon(this::acceptAll);
    }

    @AfterEach
    void close() throws IOException {
        company.stop(0);
        proxy.close();
    }

    private static SSLContext context() throws Exception {
        Path store = certificates.resolve("store.p12");
        if (!Files.exists(store)) {
            keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=corp", "-ext", "san=dns:sso.corp.example");
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-file",
                    certificates.resolve("ca.pem").toString());
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", certificates.resolve("store.p12").toString(), "-storepass", "changeit"));
        command.addAll(List.of("-alias", "corp"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        boolean refused = headIsRefused && exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(refused ? 405 : 302, -1);
        exchange.close();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    // Tunnels of RFC 9110 9.3.6, all to the company's server.
    private void acceptAll() {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                daemon(() -> tunnel(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void tunnel(Socket client) {
        try (client;
                Socket server = new Socket("127.0.0.1", company.getAddress().getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {}
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            daemon(() -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            // One side hung up.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // One side hung up.
        }
    }

    private Cli cli() {
        return Cli.at(home)
                .with("AWS_ENDPOINT_URL", sandbox.url())
                .with("AWS_CA_BUNDLE", certificates.resolve("ca.pem").toString())
                .with("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort())
                .sleeper(pause -> {});
    }

    private Cli.Result login(String... more) {
        List<String> words = new ArrayList<>(List.of("login", "--use-device-code", "--start-url", OWN));
        words.addAll(List.of(more));
        return cli().run(words.toArray(String[]::new));
    }

    private JsonObject token() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(OWN.getBytes(StandardCharsets.UTF_8));
        return JsonObject.parse(
                Files.readString(home.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json")));
    }

    @Test
    void isFollowedOnceAndKeptAsItIsConfigured() throws Exception {
        sandbox.knowsOnly(TARGET);

        Cli.Result result = login("--sso-region", "us-east-1");

        assertEquals(0, result.exit(), result.err());
        assertTrue(
                result.err().contains("redirects to " + TARGET + " in eu-west-1, which is used instead of us-east-1"));
        assertEquals(OWN, token().string("startUrl").orElseThrow());
        assertEquals("eu-west-1", token().string("region").orElseThrow());
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile p]\nsso_start_url = " + OWN + "\nsso_region = us-east-1\nsso_account_id = 111111111111\n"
                        + "sso_role_name = AdministratorAccess\n");
        Cli.Result identity = cli().run("getcallerid", "--profile", "p");
        assertEquals(0, identity.exit(), identity.err());
        assertEquals(0, cli().run("roles", "--profile", "p", "--refresh", "on").exit());
        assertEquals("eu-west-1", token().string("region").orElseThrow());
        assertEquals(List.of("HEAD /start"), asked);
    }

    @Test
    void isAskedWithGetWhereHeadIsRefused() {
        headIsRefused = true;

        assertEquals(0, login().exit());

        assertEquals(List.of("HEAD /start", "GET /start"), asked);
    }

    @Test
    void thatLeadsSomewhereElseIsRefused() {
        for (String elsewhere : List.of("https://evil.example/start", "http://x.awsapps.com/start", "/login")) {
            target = elsewhere;

            Cli.Result result = login();

            assertEquals(2, result.exit(), result.err());
            assertTrue(result.err().contains("is not a start URL of Identity Center"), result.err());
            assertTrue(result.err().contains("it redirects to "), result.err());
        }
        assertEquals(0, sandbox.calls("RegisterClient"));
    }

    @Test
    void isNotTrustedWithoutItsCertificate() {
        Cli.Result result = cli().with("AWS_CA_BUNDLE", "").run("login", "--use-device-code", "--start-url", OWN);

        assertEquals(6, result.exit(), result.err());
        assertEquals(0, sandbox.calls("RegisterClient"));
    }
}
