package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateEndpointTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final RoleCredentials KEYS = new RoleCredentials(
            "ASIAX", Secret.of("sec"), Secret.of("tok"), Instant.parse("2026-11-21T09:00:00.5Z"), null);

    private Instant now = START;
    private RoleCredentials next = KEYS;
    private Renewal renewal;
    private PrivateEndpoint endpoint;

    @BeforeEach
    void open() {
        renewal = new Renewal(
                this::fetch, RenewalState.of(KEYS, START), () -> now, new Random(1), Runnable::run, state -> {});
        endpoint = PrivateEndpoint.open(
                renewal,
                RoleArn.parse("arn:aws:iam::000011112222:role/Developer").orElseThrow(),
                () -> now,
                new SecureRandom());
    }

    private RoleCredentials fetch() {
        if (next == null) {
            throw new Problem.SignIn("Sign-in is needed", null, ShellCommand.of("aws-sso", "login"));
        }
        return next;
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private String send(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), endpoint.uri().getPort())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String request(String method, String target, String headers) throws IOException {
        return send(method + " " + target + " HTTP/1.1\nHost: 127.0.0.1:"
                + endpoint.uri().getPort() + "\nConnection: close\n" + headers + "\n");
    }

    private String authorization() {
        return "Authorization: Bearer " + endpoint.token().reveal() + "\n";
    }

    private static String status(String answer) {
        return answer.split(" ", 3)[1];
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void handsOutWhatSdksRead() throws IOException {
        String answer = request("GET", "/slot/run-as", authorization());
        assertEquals("200", status(answer));
        assertEquals(
                "{\"AccessKeyId\":\"ASIAX\",\"SecretAccessKey\":\"sec\",\"Token\":\"tok\","
                        + "\"Expiration\":\"2026-11-21T09:00:00Z\",\"AccountId\":\"000011112222\","
                        + "\"RoleArn\":\"arn:aws:iam::000011112222:role/Developer\"}",
                body(answer));
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        for (String header : new String[] {
            "content-type: application/json",
            "content-length: " + body(answer).length(),
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "cross-origin-resource-policy: same-origin",
            "content-security-policy: default-src 'none'"
        }) {
            assertTrue(head.lines().anyMatch(header::equals), header + " in\n" + head);
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        String answer = request("HEAD", "/slot/run-as/", authorization());
        assertEquals("200", status(answer));
        assertEquals("", body(answer));
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("content-length: 0"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /slot, 404",
        "GET, /slot/other, 404",
        "GET, /slot/run-as/x, 404",
        "GET, //slot/run-as, 404",
        "GET, /profile, 404",
        "GET, /slot/run-as?x=1, 400",
        "PUT, /slot/run-as, 405",
        "DELETE, /slot/run-as, 405",
        "POST, /slot/run-as, 405",
    })
    void answersForOnePathAndTwoMethods(String method, String target, String status) throws IOException {
        String answer = request(method, target, authorization() + "Content-Length: 0\n");
        assertEquals(status, status(answer));
        assertTrue(body(answer).startsWith("{\"code\":\"" + status + "\""));
        assertFalse(answer.contains("ASIAX"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: Bearer wrong\n", "Authorization: \n", "Authorization: Basic x\n"})
    void refusesEveryOtherTokenInTheSameWay(String headers) throws IOException {
        String unknown = request("GET", "/nowhere", headers);
        String known = request("GET", "/slot/run-as", headers);
        assertEquals("403", status(known));
        assertEquals(body(unknown), body(known));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://x\n", "Sec-Fetch-Site: none\n"})
    void refusesWebPages(String header) throws IOException {
        assertEquals("403", status(request("GET", "/slot/run-as", authorization() + header)));
    }

    @Test
    void refusesProxiesAndForeignHosts() throws IOException {
        assertEquals("400", status(request("GET", "/slot/run-as", authorization() + "Via: 1.1 x\n")));
        assertEquals(
                "421",
                status(send("GET /slot/run-as HTTP/1.1\nHost: evil.example\nConnection: close\n" + authorization()
                        + "\n")));
    }

    @Test
    void handsOutTheRenewedOnes() throws IOException {
        now = START.plusSeconds(2460);
        next = new RoleCredentials(
                "ASIAY", Secret.of("sec"), Secret.of("tok"), Instant.parse("2026-11-21T10:00:00Z"), null);
        renewal.look();
        assertTrue(body(request("GET", "/slot/run-as", authorization())).contains("ASIAY"));
    }

    @Test
    void saysWhatToDoWhenNothingIsHeld() throws IOException {
        now = START.plusSeconds(3590);
        next = null;
        renewal.look();
        String answer = request("GET", "/slot/run-as", authorization());
        assertEquals("410", status(answer));
        assertTrue(body(answer).contains("Sign-in is needed. Run: aws-sso login"));
    }

    // Silent and half-open callers, of whatever user, and one that takes nothing of its answers.
    @Test
    @Rows("N12")
    void callersThatSendHalfARequestHoldNobodyUp() throws IOException {
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                Socket caller = new Socket(
                        InetAddress.getByName("127.0.0.1"), endpoint.uri().getPort());
                callers.add(caller);
                if (i % 2 == 0) {
                    caller.getOutputStream().write("GET /slot/run-as HTT".getBytes(StandardCharsets.US_ASCII));
                }
                if (i % 100 == 4) {
                    assertEquals("200", status(request("GET", "/slot/run-as", authorization())));
                }
            }
            neverReading(callers);
            assertEquals("200", status(request("GET", "/slot/run-as", authorization())));
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    private void neverReading(List<Socket> callers) throws IOException {
        SocketChannel greedy = SocketChannel.open(
                new InetSocketAddress("127.0.0.1", endpoint.uri().getPort()));
        callers.add(greedy.socket());
        greedy.configureBlocking(false);
        byte[] one = ("GET /slot/run-as HTTP/1.1\r\nHost: localhost\r\n"
                        + authorization().replace("\n", "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 50_000; i++) {
            greedy.write(ByteBuffer.wrap(one));
        }
    }

    @Test
    void answersPipelinedRequestsInOrderAndPieceByPiece() throws IOException {
        String first = "GET /slot/run-as HTTP/1.1\r\nHost: localhost\r\n"
                + authorization().replace("\n", "\r\n") + "\r\n";
        String second = first.replace("GET /slot/run-as ", "GET /slot/other ");
        String third = first.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), endpoint.uri().getPort())) {
            socket.setTcpNoDelay(true);
            for (byte piece : (first + second + third).getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(piece);
            }
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> statuses = answers.lines()
                    .filter(line -> line.contains("HTTP/1.1 "))
                    .map(line -> status(line.substring(line.indexOf("HTTP/1.1 "))))
                    .toList();
            assertEquals(List.of("200", "404", "200"), statuses, answers);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /slot/run-as HTTP/1.0\nHost: x\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\n\n', 400",
        "'GET  /slot/run-as HTTP/1.1\nHost: localhost\n\n', 400",
        "'GET http://127.0.0.1/slot/run-as HTTP/1.1\nHost: localhost\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\nHost: localhost\nHost: localhost\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\nHost: localhost\nAuthorization: a\nAuthorization: b\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\nHost : localhost\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\nHost: localhost\n folded\n\n', 400",
        "'GET /slot/run-as HTTP/1.1\nHost: localhost\nX: a\u0000b\n\n', 400",
        "'PUT /slot/run-as HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nGET /', 400",
        "'GET /slot/run-as HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n', 400",
        "'\u0016\u0003\u0001\n\n', 400",
    })
    void refusesWhatIsNoRequestOfThisProtocolAndEnds(String request, String status) throws IOException {
        String answer = send(request.replace("\\n", "\n"));
        assertEquals(status, status(answer));
        assertEquals(1, answer.split("Content-Length: ", -1).length - 1, answer);
    }

    @Test
    void limitsLineAndHeaders() throws IOException {
        assertEquals("414", status(send("GET /" + "x".repeat(5000) + " HTTP/1.1\nHost: localhost\n\n")));
        assertEquals("431", status(send("GET / HTTP/1.1\nHost: localhost\nX: " + "x".repeat(9000) + "\n\n")));
    }

    @Test
    void isGoneAfterTheEnd() {
        URI uri = endpoint.uri();
        endpoint.close();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", uri.getPort()).close());
    }
}
