package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.html.HtmlPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackServerTest {

    private static final String STATE = "the-state";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;

    private static final Instance INSTANCE =
            new Instance("https://d-987654321d.awsapps.com/start", "us-east-1", "my-sso", Instance.DEFAULT_SCOPES);

    private final CallbackServer server = CallbackServer.listen(0, new Callback(STATE), INSTANCE);

    @AfterEach
    void close() {
        server.close();
    }

    private int port() {
        return server.redirectUri().getPort();
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n\r\n");
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Test
    void rightStateAndCodeEndTheWaiting() throws IOException {
        String answer = get("/oauth/callback?code=a%2Bb&state=" + STATE);

        assertEquals(200, status(answer));
        assertTrue(answer.contains("You can close this tab and return to the terminal."), answer);
        assertTrue(answer.contains("<dt>Session</dt><dd>my-sso</dd>"), answer);
        assertTrue(answer.contains("<dt>Start URL</dt><dd>https://d-987654321d.awsapps.com/start</dd>"), answer);
        Callback.Code code = (Callback.Code) server.await(PATIENCE).orElseThrow();
        assertEquals("a+b", code.authorization().reveal());
    }

    @Test
    void answersCarryNoStoreAndEchoNothing() throws IOException {
        String answer = get("/oauth/callback?error=access_denied&error_description=%3Cscript%3Ehello&state=" + STATE);

        assertTrue(answer.contains("\r\nCache-Control: no-store\r\n"), answer);
        assertTrue(answer.contains("\r\nReferrer-Policy: no-referrer\r\n"), answer);
        assertTrue(answer.contains("\r\nContent-Security-Policy: " + HtmlPage.policy() + "\r\n"), answer);
        assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
        assertFalse(answer.contains("hello"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&state=" + STATE, ""})
    void errorEndsTheWaitingWithWhatTheServiceSays(String state) throws IOException {
        String answer = get("/oauth/callback?error=access_denied&error_description=no+%1B%5B31mway" + state);

        assertEquals(200, status(answer));
        assertTrue(answer.contains("not completed"), answer);
        Callback.Refused refused = (Callback.Refused) server.await(PATIENCE).orElseThrow();
        assertEquals("access_denied", refused.error());
        assertEquals("no [31mway", refused.description());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=a&state=other", "error=access_denied&state=other", "code=a&state="})
    void wrongStateEndsTheWaiting(String query) throws IOException {
        assertEquals(400, status(get("/oauth/callback?" + query)));
        assertEquals(new Callback.WrongState(), server.await(PATIENCE).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,                                                     404",
        "GET,  /favicon.ico,                                          404",
        "GET,  /oauth/callback/?code=a&state=the-state,               404",
        "GET,  /oauth/callbackx?code=a&state=the-state,               404",
        "GET,  http://127.0.0.1/oauth/callback?code=a&state=the-state,404",
        "POST, /oauth/callback?code=a&state=the-state,                405",
        "HEAD, /oauth/callback?code=a&state=the-state,                405",
        "GET,  /oauth/callback,                                       400",
        "GET,  /oauth/callback?code=a,                                400",
        "GET,  /oauth/callback?state=the-state,                       400",
        "GET,  /oauth/callback?code=a&code=b&state=the-state,         400",
        "GET,  /oauth/callback?code=a&state=the-state&state=the-state,400",
        "GET,  /oauth/callback?error=a&error=b&state=the-state,       400",
    })
    void strangersGetNothingAndEndNothing(String method, String target, int status) throws IOException {
        String answer = send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertEquals(status, status(answer));
        assertTrue(server.await(AT_ONCE).isEmpty());
        get("/oauth/callback?code=a&state=" + STATE);
        assertTrue(server.await(PATIENCE).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost:80:80", "[::1]"})
    void otherHostNamesAreMisdirected(String host) throws IOException {
        String answer = send("GET /oauth/callback?code=a&state=" + STATE + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

        assertEquals(421, status(answer));
        assertTrue(server.await(AT_ONCE).isEmpty());
    }

    @Test
    void overlongRequestLineIsRefused() throws IOException {
        String answer = send("GET /oauth/callback?code=" + "a".repeat(8 * 1024));

        assertEquals(414, status(answer));
        assertTrue(server.await(AT_ONCE).isEmpty());
    }

    @Test
    void silentConnectionsDoNotKeepTheBrowserOut() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 15; i++) {
                silent.add(new Socket("127.0.0.1", port()));
            }
            assertEquals(200, status(get("/oauth/callback?code=a&state=" + STATE)));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void listensOnLoopbackAlone() throws IOException {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.getHostAddress().equals("127.0.0.1")) {
                    assertTrue(refuses(address), address.toString());
                }
            }
        }
    }

    private boolean refuses(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new java.net.InetSocketAddress(address, port()), 2000);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return true;
        }
    }
}
