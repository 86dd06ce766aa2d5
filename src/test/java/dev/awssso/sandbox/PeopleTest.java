package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleTest {

    private static final String DEV = "111111111111";
    private static final String PROD = "222222222222";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start(
            SandboxOptions.DEFAULT.directory(SandboxDirectory.of(
                            List.of(
                                    SandboxUser.named("anna@example.com"),
                                    new SandboxUser("bob@example.com", List.of("operators"), false),
                                    new SandboxUser("carl@example.com", List.of("operators"), true)),
                            List.of(
                                    new SandboxAccount(DEV, "dev", null, List.of("Developer")),
                                    new SandboxAccount(PROD, "prod", null, List.of())))
                    .assignments(List.of(
                            new Assignment(Assignment.Holder.group("operators"), PROD, "Operator"),
                            new Assignment(Assignment.Holder.user("bob@example.com"), PROD, "ReadOnly")))
                    .permissionSets(List.of(new PermissionSet("Operator", Duration.ofMinutes(15))))),
            InstantSource.system());

    private final WireClient wire = new WireClient(sandbox);

    private String signedInAs(String user) {
        sandbox.controls().behave(old -> old.approval(old.approval().user(user)));
        return SignedIn.accessToken(wire);
    }

    private WireClient.Answer get(String token, String pathAndQuery) {
        return wire.get(pathAndQuery, "x-amz-sso_bearer_token", token);
    }

    private WireClient.Answer credentials(String token, String account, String role) {
        return get(token, "/federation/credentials?role_name=" + role + "&account_id=" + account);
    }

    private List<String> roles(String token, String account) {
        return get(token, "/assignment/roles?account_id=" + account).json().array("roleList").stream()
                .map(item -> ((JsonObject) item).string("roleName").orElseThrow())
                .toList();
    }

    @Test
    void eachSeesWhatIsTheirs() {
        String anna = signedInAs("anna@example.com");
        String bob = signedInAs("bob@example.com");

        assertEquals(200, credentials(anna, DEV, "Developer").status());
        assertEquals(
                "403 ForbiddenException", credentials(bob, DEV, "Developer").error());
        assertEquals(List.of("ReadOnly", "Operator"), roles(bob, PROD));
        assertEquals(
                "403 ForbiddenException",
                get(anna, "/assignment/roles?account_id=" + PROD).error());
    }

    @Test
    void aRoleSessionIsNamedAfterItsPerson() {
        JsonObject keys = credentials(signedInAs("carl@example.com"), PROD, "Operator")
                .json()
                .object("roleCredentials")
                .orElseThrow();
        SdkSigner signer = new SdkSigner(
                keys.string("accessKeyId").orElseThrow(),
                keys.string("secretAccessKey").orElseThrow(),
                keys.string("sessionToken").orElseThrow());

        assertTrue(signer.call(sandbox, "GetCallerIdentity").xml("Arn").endsWith("/carl@example.com"));
        long left = keys.integer("expiration").orElseThrow() - System.currentTimeMillis();
        assertTrue(left > 880_000 && left <= 900_000, "milliseconds left: " + left);
    }

    @Test
    void accessChangesAtOnce() {
        String bob = signedInAs("bob@example.com");
        sandbox.controls().withdraw(new Assignment(Assignment.Holder.group("operators"), PROD, "Operator"));
        assertEquals(
                "403 ForbiddenException", credentials(bob, PROD, "Operator").error());

        sandbox.controls().assign(new Assignment(Assignment.Holder.user("bob@example.com"), DEV, "Auditor"));
        assertEquals(200, credentials(bob, DEV, "Auditor").status());

        sandbox.controls().putUser(SandboxUser.named("bob@example.com"));
        sandbox.controls().assign(new Assignment(Assignment.Holder.group("operators"), DEV, "Developer"));
        assertEquals(List.of("Auditor"), roles(bob, DEV));
    }

    @Test
    void whoIsRemovedIsSignedOut() {
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        sandbox.controls().behave(old -> old.approval(old.approval().user("bob@example.com")));
        JsonObject token = SignedIn.token(wire, client);
        String anna = signedInAs("anna@example.com");

        assertTrue(sandbox.controls().removeUser("bob@example.com"));

        assertEquals(
                "401 UnauthorizedException",
                get(token.string("accessToken").orElseThrow(), "/assignment/accounts")
                        .error());
        assertEquals(
                "400 InvalidGrantException",
                SignedIn.refresh(wire, client, token.string("refreshToken").orElseThrow())
                        .error());
        assertEquals(200, get(anna, "/assignment/accounts").status());
    }

    @Test
    void onePersonsSignInsCanBeRevoked() {
        String anna = signedInAs("anna@example.com");
        String bob = signedInAs("bob@example.com");

        sandbox.controls().revokeSessions("anna@example.com");

        assertEquals(401, get(anna, "/assignment/accounts").status());
        assertEquals(200, get(bob, "/assignment/accounts").status());
    }

    @Test
    void thePageOffersThemAndAsksForTheirCode() {
        sandbox.waitsForPerson();
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        WireClient.Answer started =
                wire.post("/device_authorization", SignedIn.with(client, "startUrl", SignedIn.START_URL));
        String userCode = started.text("userCode");
        WireClient.Answer page = wire.get("/device?user_code=" + userCode);
        assertTrue(page.body().contains("<option selected>anna@example.com</option><option>bob@example.com</option>"));

        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "user_code",
                userCode,
                "ticket",
                page.field("ticket"),
                "decision",
                "approve",
                "user",
                "carl@example.com"));
        assertEquals(403, wire.postForm("/device", form).status());
        form.put("mfa_code", "123456");
        assertEquals(200, wire.postForm("/device", form).status());

        String token = SignedIn.poll(wire, client, started.text("deviceCode")).text("accessToken");
        assertEquals(List.of("Operator"), roles(token, PROD));
    }

    @Test
    void aControlApprovesForAnyOfThem() {
        sandbox.waitsForPerson();
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        WireClient.Answer started =
                wire.post("/device_authorization", SignedIn.with(client, "startUrl", SignedIn.START_URL));

        assertTrue(sandbox.controls().approveSignIn(started.text("userCode"), "bob@example.com"));

        String token = SignedIn.poll(wire, client, started.text("deviceCode")).text("accessToken");
        assertEquals(List.of("ReadOnly", "Operator"), roles(token, PROD));
    }
}
