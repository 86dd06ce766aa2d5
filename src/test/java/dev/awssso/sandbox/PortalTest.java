package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PortalTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(7, 2);

    private final WireClient wire = new WireClient(sandbox);
    private final String token = SignedIn.accessToken(wire);

    private WireClient.Answer get(String pathAndQuery) {
        return wire.get(pathAndQuery, "x-amz-sso_bearer_token", token);
    }

    private WireClient.Answer credentials(String account, String role) {
        return get("/federation/credentials?role_name=" + WireClient.encode(role) + "&account_id=" + account);
    }

    private static List<String> ids(JsonObject page, String list, String member) {
        List<String> ids = new ArrayList<>();
        page.array(list)
                .forEach(item -> ids.add(((JsonObject) item).string(member).orElseThrow()));
        return ids;
    }

    @Test
    void handsOutRoleCredentialsWithMilliseconds() {
        JsonObject keys = credentials(RunningSandbox.ACCOUNT, "AdministratorAccess")
                .json()
                .object("roleCredentials")
                .orElseThrow();

        assertTrue(keys.string("accessKeyId").orElseThrow().matches("ASIA[A-Z2-7]{16}"));
        assertEquals(40, keys.string("secretAccessKey").orElseThrow().length());
        Instant end = Instant.ofEpochMilli(keys.integer("expiration").orElseThrow());
        long left = Duration.between(Instant.now(), end).toSeconds();
        assertTrue(left > 3500 && left <= 3600, "seconds left: " + left);
        assertEquals(1, sandbox.calls("GetRoleCredentials"));
    }

    @Test
    void aRoleThatIsNotAssignedIsForbidden() {
        WireClient.Answer answer = credentials(RunningSandbox.ACCOUNT, "Developer");

        assertEquals("403 ForbiddenException", answer.error());
        assertEquals("No access", answer.text("message"));
    }

    @Test
    void anAccountThatIsNotThePersonsIsForbiddenWhetherItExistsOrNot() {
        sandbox.controls().put(new SandboxAccount("444444444444", "somebody-elses", null, List.of()));
        for (String account : List.of("999999999999", "444444444444")) {
            assertEquals(
                    "403 ForbiddenException", credentials(account, "Developer").error());
            WireClient.Answer roles = get("/assignment/roles?account_id=" + account);
            assertEquals("403 ForbiddenException", roles.error());
            assertEquals("No access", roles.text("message"));
        }
    }

    @Test
    void aTokenThatIsMissingWrongOrExpiredIsUnauthorized() {
        WireClient.Answer missing = wire.get("/assignment/accounts");
        assertEquals("401 UnauthorizedException", missing.error());
        assertEquals("Session token not found or invalid", missing.text("message"));
        assertEquals(
                "401 UnauthorizedException",
                wire.get("/assignment/accounts", "x-amz-sso_bearer_token", "wrong")
                        .error());
        sandbox.clockMoves(Duration.ofHours(1));
        assertEquals("401 UnauthorizedException", get("/assignment/accounts").error());
    }

    @Test
    void aTokenForSomethingElseDoesNotOpenThePortal() {
        String other = SignedIn.token(wire, List.of("codewhisperer:completions"))
                .string("accessToken")
                .orElseThrow();

        assertEquals(
                "401 UnauthorizedException",
                wire.get("/assignment/accounts", "x-amz-sso_bearer_token", other)
                        .error());
    }

    @Test
    void badParametersAreInvalid() {
        for (String query : List.of(
                "/federation/credentials?account_id=" + RunningSandbox.ACCOUNT,
                "/federation/credentials?role_name=a%20b&account_id=" + RunningSandbox.ACCOUNT,
                "/federation/credentials?role_name=Developer",
                "/federation/credentials?role_name=Developer&account_id=1234",
                "/assignment/accounts?max_result=0",
                "/assignment/accounts?max_result=101",
                "/assignment/accounts?max_result=x",
                "/assignment/accounts?next_token=x",
                "/assignment/roles")) {
            assertEquals("400 InvalidRequestException", get(query).error(), query);
        }
        assertEquals(
                405,
                wire.post("/assignment/accounts", "x-amz-sso_bearer_token", token)
                        .status());
    }

    @Test
    void aBrokenEscapeIsRefused() {
        // java.net.URI would not let it through, so it goes over a socket by hand.
        String answer = RawSocket.exchange(
                sandbox,
                "GET /assignment/accounts?max_result=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                        + "x-amz-sso_bearer_token: " + token + "\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void listsComeInPages() {
        JsonObject first = get("/assignment/accounts?max_result=5").json();
        assertEquals(5, first.array("accountList").size());
        JsonObject second = get("/assignment/accounts?max_result=5&next_token="
                        + WireClient.encode(first.string("nextToken").orElseThrow()))
                .json();

        assertEquals(List.of("300000000006", "300000000007"), ids(second, "accountList", "accountId"));
        assertFalse(second.has("nextToken"));
    }

    @Test
    void aTokenOfOneListIsNotGoodForAnother() {
        String next = get("/assignment/accounts?max_result=1").text("nextToken");

        assertEquals(
                "400 InvalidRequestException",
                get("/assignment/roles?account_id=" + RunningSandbox.ACCOUNT + "&next_token=" + WireClient.encode(next))
                        .error());
    }

    @Test
    void aPageCanBeEmptyWithMoreBehindIt() {
        sandbox.controls().emptyPages(1);
        JsonObject empty = get("/assignment/accounts").json();

        assertEquals(0, empty.array("accountList").size());
        JsonObject rest = get("/assignment/accounts?next_token="
                        + WireClient.encode(empty.string("nextToken").orElseThrow()))
                .json();
        assertEquals(7, rest.array("accountList").size());
    }

    @Test
    void aPageCanLeadBackToItself() {
        sandbox.controls().stuckPages(2);
        String first = get("/assignment/accounts").text("nextToken");

        assertEquals(
                first,
                get("/assignment/accounts?next_token=" + WireClient.encode(first))
                        .text("nextToken"));
    }

    @Test
    void listsTheRolesOfAnAccount() {
        JsonObject page = get("/assignment/roles?account_id=300000000005").json();

        assertEquals(List.of("AdministratorAccess", "Developer"), ids(page, "roleList", "roleName"));
        assertEquals(List.of("300000000005", "300000000005"), ids(page, "roleList", "accountId"));
    }

    @Test
    void namesOfAnyKindPassUnchangedAndMayBeMissing() {
        String hostile = "a\u202eb\u001b[31m \"]\\ \u00e9<";
        sandbox.controls().put(new SandboxAccount("000000000001", hostile, null, List.of("A+=,.@-")));
        sandbox.controls().put(new SandboxAccount("000000000002", null, null, List.of("R")));
        List<?> accounts = get("/assignment/accounts").json().array("accountList");

        assertEquals(
                hostile, ((JsonObject) accounts.get(7)).string("accountName").orElseThrow());
        assertFalse(((JsonObject) accounts.get(8)).has("accountName"));
        assertEquals(200, credentials("000000000001", "A+=,.@-").status());
    }

    @Test
    void assignmentsComeAndGo() {
        sandbox.controls().withdraw("123456789012", "Developer");
        assertEquals(
                "403 ForbiddenException",
                credentials("123456789012", "Developer").error());
        assertEquals(6, get("/assignment/accounts").json().array("accountList").size());

        sandbox.controls().assign("123456789012", "Other");
        assertEquals(200, credentials("123456789012", "Other").status());
        sandbox.controls().removeAccount("123456789012");
        assertEquals(
                "403 ForbiddenException", credentials("123456789012", "Other").error());
    }

    @Test
    void keepsThePaceOfAws() {
        Instant[] now = {Instant.parse("2026-11-21T00:00:00Z")};
        try (RunningSandbox paced = RunningSandbox.start(() -> now[0])) {
            WireClient other = new WireClient(paced);
            String accessToken = SignedIn.accessToken(other);
            paced.keepsPace(20);
            for (int call = 0; call < 20; call++) {
                assertEquals(200, list(other, accessToken).status());
            }

            WireClient.Answer refused = list(other, accessToken);
            assertEquals("429 TooManyRequestsException", refused.error());
            assertEquals("HTTP 429 Unknown Code", refused.text("message"));
            now[0] = now[0].plusMillis(100);
            assertEquals(200, list(other, accessToken).status());
            assertEquals(200, list(other, accessToken).status());
            assertEquals(429, list(other, accessToken).status());
        }
    }

    private static WireClient.Answer list(WireClient other, String accessToken) {
        return other.get("/assignment/accounts", "x-amz-sso_bearer_token", accessToken);
    }

    @Test
    void failsAsTold() {
        sandbox.portalAnswers429(1).portalAnswers500(1).fails("ListAccounts", Fault.UNAVAILABLE, 1);

        assertEquals("429 TooManyRequestsException", get("/assignment/accounts").error());
        assertEquals("500 InternalServerException", get("/assignment/accounts").error());
        assertEquals(503, get("/assignment/accounts").status());
        assertEquals(200, get("/assignment/accounts").status());
        assertEquals(4, sandbox.calls("ListAccounts"));

        sandbox.fails("ListAccounts", Fault.RETRY_LATER, 1);
        assertEquals("1", get("/assignment/accounts").header("retry-after"));
    }
}
