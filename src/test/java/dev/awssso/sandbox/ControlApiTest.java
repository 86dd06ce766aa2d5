package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlApiTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);

    private WireClient.Answer order(String action, Object... members) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("do", action);
        for (int i = 0; i < members.length; i += 2) {
            order.put((String) members[i], members[i + 1]);
        }
        return wire.postText(
                "/sandbox/control",
                JsonStyle.COMPACT.write(JsonObject.of(order)),
                "x-sandbox-key",
                sandbox.controlKey());
    }

    private JsonObject status() {
        return wire.get("/sandbox/control", "x-sandbox-key", sandbox.controlKey())
                .json();
    }

    @Test
    void needsTheKey() {
        assertEquals(403, wire.get("/sandbox/control").status());
        assertEquals(
                403,
                wire.get("/sandbox/control/calls", "x-sandbox-key", "guess").status());
        assertEquals(
                403,
                wire.post("/sandbox/control", Map.of("do", "revoke-sessions")).status());
    }

    @Test
    void tellsWhatWasCalled() {
        SignedIn.accessToken(wire);

        JsonObject calls = status().object("calls").orElseThrow();
        assertEquals(1, calls.integer("RegisterClient").orElseThrow());
        assertEquals(1, calls.integer("CreateToken").orElseThrow());
        List<?> log = wire.get("/sandbox/control/calls", "x-sandbox-key", sandbox.controlKey())
                .json()
                .array("calls");
        assertEquals(3, log.size());
        order("reset-calls");
        assertEquals(0, status().object("calls").orElseThrow().names().size());
    }

    @Test
    void approvesInThePersonsPlace() {
        order("behave", "approval", "person");
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(List.of()));
        WireClient.Answer started =
                wire.post("/device_authorization", SignedIn.with(client, "startUrl", SignedIn.START_URL));
        String userCode = started.text("userCode");
        assertEquals(List.of(userCode), status().array("waiting"));

        assertEquals(true, order("approve", "userCode", userCode).json().value("done"));

        assertEquals(
                200, SignedIn.poll(wire, client, started.text("deviceCode")).status());
        assertEquals(false, order("deny", "userCode", userCode).json().value("done"));
    }

    @Test
    void changesHowItBehaves() {
        assertEquals(
                200,
                order(
                                "behave",
                                "accessToken",
                                60,
                                "role",
                                120,
                                "callsPerSecond",
                                0,
                                "latencyMillis",
                                0,
                                "rotatesRefreshTokens",
                                true,
                                "canary",
                                "CANARY42",
                                "pendingPolls",
                                0)
                        .status());

        JsonObject token = SignedIn.token(wire, SignedIn.SCOPES);
        assertEquals(60, token.integer("expiresIn").orElseThrow());
        assertTrue(token.string("accessToken").orElseThrow().contains("CANARY42"));
        assertTrue(token.string("refreshToken").orElseThrow().contains("CANARY42"));
    }

    @Test
    void plansFailures() {
        order("fail", "operation", "RegisterClient", "fault", "internal-error", "times", 1);
        assertEquals(
                "500 InternalServerException",
                wire.post("/client/register", Map.of()).error());

        order("fail", "operation", "*", "fault", "throttle", "times", 9);
        order("clear-faults");
        assertEquals(
                "400 InvalidRequestException",
                wire.post("/client/register", Map.of()).error());
    }

    @Test
    void changesAccounts() {
        order("put-account", "id", "444444444444", "name", "new", "roles", List.of("R"));
        assertEquals(4, status().integer("accounts").orElseThrow());
        order("withdraw", "account", "444444444444", "role", "R");
        assertEquals(3, status().integer("accounts").orElseThrow());
        order("assign", "account", "444444444444", "role", "S");
        order("remove-account", "id", RunningSandbox.ACCOUNT);
        assertEquals(3, status().integer("accounts").orElseThrow());
    }

    @Test
    void movesTheClock() {
        String before = status().string("time").orElseThrow();
        order("move-clock", "seconds", 86_400);

        assertNotEquals(
                before.substring(0, 10), status().string("time").orElseThrow().substring(0, 10));
    }

    @Test
    void makesKeys() {
        JsonObject user = order("create-user", "account", RunningSandbox.ACCOUNT, "name", "bob")
                .json();
        SdkSigner signer = new SdkSigner(
                user.string("accessKeyId").orElseThrow(),
                user.string("secretAccessKey").orElseThrow(),
                null);
        assertEquals(200, signer.call(sandbox, "GetCallerIdentity").status());

        order("withdraw-keys");
        assertEquals(403, signer.call(sandbox, "GetCallerIdentity").status());
        assertNotEquals("", order("web-identity-token").text("token"));
        assertNotEquals(
                "", order("create-root-key", "account", RunningSandbox.ACCOUNT).text("accessKeyId"));
    }

    @Test
    void endsSessions() {
        String token = SignedIn.accessToken(wire);
        order("revoke-sessions");

        assertEquals(
                401,
                wire.get("/assignment/accounts", "x-amz-sso_bearer_token", token)
                        .status());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals(400, order("explode").status());
        assertEquals(
                400,
                order("fail", "operation", "*", "fault", "other", "times", 1).status());
        assertEquals(400, order("fail", "operation", "*", "fault", "drop").status());
        assertEquals(400, order("put-account", "id", "1").status());
        assertEquals(400, order("behave", "approval", "maybe").status());
        assertEquals(
                400,
                wire.postText("/sandbox/control", "x", "x-sandbox-key", sandbox.controlKey())
                        .status());
        assertEquals(
                404,
                wire.get("/sandbox/control/other", "x-sandbox-key", sandbox.controlKey())
                        .status());
    }

    private String message(WireClient.Answer answer) {
        assertEquals(400, answer.status());
        return answer.text("message");
    }

    @Test
    void namesTheMemberThatItDoesNotKnow() {
        assertTrue(message(order("behave", "user", "x")).startsWith("the control \"behave\" has no member \"user\""));
        assertTrue(message(order("reset-calls", "times", 1)).contains("no member \"times\"; it has none"));
        assertEquals(
                "the control \"empty-pages\": \"times\" must be a whole number",
                message(order("empty-pages", "times", "three")));
        assertEquals("the control \"remove-user\" requires the member \"name\"", message(order("remove-user")));
        assertTrue(message(order("explode")).contains("use one of: approve, assign, behave"));
    }

    @Test
    void namesTheFaultsAndOperationsThatThereAre() {
        assertEquals(
                "the control \"fail\": there is no fault \"other\"; use one of: throttle, internal_error, unavailable,"
                        + " retry_later, drop, drop_answer, garbage",
                message(order("fail", "operation", "*", "fault", "other", "times", 1)));
        assertTrue(message(order("fail", "operation", "ListUsers", "fault", "drop", "times", 1))
                .startsWith("there is no operation \"ListUsers\"; use one of: "));
    }

    @Test
    void anOrderThatIsRefusedChangesNothing() {
        order("behave", "latencyMillis", 0, "rotatesRefreshTokens", true, "accessToken", -1);

        assertNotEquals(
                0, SignedIn.token(wire, SignedIn.SCOPES).integer("expiresIn").orElseThrow());
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        String refreshToken =
                SignedIn.token(wire, client).string("refreshToken").orElseThrow();
        assertEquals(refreshToken, SignedIn.refresh(wire, client, refreshToken).text("refreshToken"));
    }

    @Test
    void listsWaitingSignInsOfBothFlows() {
        order("behave", "approval", "person");
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(List.of()));
        String userCode = wire.post("/device_authorization", SignedIn.with(client, "startUrl", SignedIn.START_URL))
                .text("userCode");
        authorize(9);

        List<?> waiting = status().array("signIns");
        assertEquals("device", ((JsonObject) waiting.get(0)).string("flow").orElseThrow());
        assertEquals(userCode, ((JsonObject) waiting.get(0)).string("id").orElseThrow());
        assertEquals("pkce", ((JsonObject) waiting.get(1)).string("flow").orElseThrow());
        assertEquals("test", ((JsonObject) waiting.get(1)).string("clientName").orElseThrow());
    }

    // The page of the flow with PKCE for a program that listens at this port.
    private void authorize(int port) {
        Map<String, Object> client = SignedIn.client(wire, SignedIn.codeRegistration());
        assertEquals(
                200,
                wire.get("/authorize?response_type=code&client_id=" + client.get("clientId")
                                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A" + port + "%2Foauth%2Fcallback&state=s"
                                + "&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge="
                                + CodeGrants.challenge("v".repeat(43)))
                        .status());
    }

    private String pkceId() {
        return ((JsonObject) status().array("signIns").get(0)).string("id").orElseThrow();
    }

    @Test
    void anApprovedSignInWithPkceReachesTheProgram() throws IOException {
        order("behave", "approval", "person");
        try (ServerSocket program = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            authorize(program.getLocalPort());
            String id = pkceId();
            CompletableFuture<WireClient.Answer> decided =
                    CompletableFuture.supplyAsync(() -> order("approve", "signIn", id));
            try (Socket callback = program.accept()) {
                String request = new BufferedReader(
                                new InputStreamReader(callback.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                assertTrue(request.matches("GET /oauth/callback\\?code=[^&]+&state=s HTTP/1.1"), request);
                callback.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(List.of("done"), List.copyOf(decided.join().json().names()));
            assertEquals(false, order("approve", "signIn", id).json().value("done"));
        }
    }

    @Test
    void aDeniedSignInWithPkceThatNobodyHearsOfIsTold() {
        order("behave", "approval", "person");
        authorize(9);

        String location = order("deny", "signIn", pkceId()).text("location");

        assertTrue(location.startsWith("http://127.0.0.1:9/oauth/callback?error=access_denied"), location);
    }
}
