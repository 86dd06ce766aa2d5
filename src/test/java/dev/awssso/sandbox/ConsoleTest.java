package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class ConsoleTest {

    private static final String DESTINATION = "https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1";
    private static final String TARGET = "arn:aws:iam::222222222222:role/TargetRole";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final SdkSigner role = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "AdministratorAccess");
    private final SdkSigner user = SdkSigner.of(sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob"));

    private static String session(SdkSigner signer) {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("sessionId", signer.keys().accessKeyId());
        session.put("sessionKey", signer.keys().secretAccessKey());
        session.put(
                "sessionToken",
                signer.keys() instanceof AwsSessionCredentialsIdentity temporary ? temporary.sessionToken() : "none");
        return JsonStyle.COMPACT.write(JsonObject.of(session));
    }

    private static Map<String, String> form(SdkSigner signer) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "getSigninToken");
        form.put("Session", session(signer));
        return form;
    }

    private WireClient.Answer signinToken(SdkSigner signer) {
        return wire.postForm("/federation", form(signer));
    }

    private int withDuration(SdkSigner signer, String duration) {
        Map<String, String> form = form(signer);
        form.put("SessionDuration", duration);
        return wire.postForm("/federation", form).status();
    }

    private WireClient.Answer login(String signinToken, String destination) {
        return wire.get("/federation?Action=login&Issuer=https%3A%2F%2Fexample.com&Destination="
                + WireClient.encode(destination) + "&SigninToken=" + WireClient.encode(signinToken));
    }

    @Test
    void roleCredentialsOpenTheConsole() {
        String token = signinToken(role).text("SigninToken");
        WireClient.Answer page = login(token, DESTINATION);

        assertEquals(200, page.status());
        assertTrue(page.body().contains("assumed-role/AWSReservedSSO_AdministratorAccess_"));
        assertEquals("POST", sandbox.callsOf("GetSigninToken").get(0).facts().get("method"));
        assertEquals(1, sandbox.calls("ConsoleLogin"));
    }

    @Test
    void theDocumentedGetWorksToo() {
        assertEquals(200, wire.get("/federation?" + WireClient.form(form(role))).status());
    }

    @Test
    void aSigninTokenIsGoodOnceAndForAQuarterOfAnHour() {
        String token = signinToken(role).text("SigninToken");
        login(token, DESTINATION);
        assertEquals(400, login(token, DESTINATION).status());

        String late = signinToken(role).text("SigninToken");
        sandbox.clockMoves(Duration.ofMinutes(15));
        assertEquals(400, login(late, DESTINATION).status());
        assertEquals(400, login("made-up", DESTINATION).status());
    }

    @Test
    void theDestinationMustBeTheConsoleOfThePartition() {
        for (String destination : new String[] {
            "https://console.aws.amazon.com.evil.example/",
            "http://console.aws.amazon.com/",
            "https://u@console.aws.amazon.com/",
            "https://console.amazonaws.cn/",
            "/console/home"
        }) {
            assertEquals(
                    400,
                    login(signinToken(role).text("SigninToken"), destination).status(),
                    destination);
        }
    }

    @Test
    void usersAndTheirSessionTokensAreRefused() {
        assertEquals(400, signinToken(user).status());
        assertEquals(
                400,
                signinToken(SdkSigner.of(user.call(sandbox, "GetSessionToken"))).status());
    }

    @Test
    void wrongAndExpiredCredentialsAreRefused() {
        assertEquals(
                400,
                signinToken(new SdkSigner(role.keys().accessKeyId(), "wrong", "wrong"))
                        .status());
        assertEquals(
                400,
                wire.postForm("/federation", Map.of("Action", "getSigninToken", "Session", "x"))
                        .status());
        assertEquals(
                400, wire.postForm("/federation", Map.of("Action", "other")).status());
        sandbox.clockMoves(Duration.ofHours(1));
        assertEquals(400, signinToken(role).status());
    }

    @Test
    void aDurationIsForIdentityCenterAndForRolesOfUsers() {
        SdkSigner ofUser = SdkSigner.of(user.call(sandbox, "AssumeRole", "RoleArn", TARGET, "RoleSessionName", "me"));
        SdkSigner chained = SdkSigner.of(role.call(sandbox, "AssumeRole", "RoleArn", TARGET, "RoleSessionName", "me"));
        SdkSigner federated = SdkSigner.of(user.call(sandbox, "GetFederationToken", "Name", "me"));

        assertEquals(200, withDuration(role, "43200"));
        assertEquals(200, withDuration(ofUser, "900"));
        assertEquals(400, withDuration(chained, "900"));
        assertEquals(400, withDuration(federated, "900"));
        assertEquals(200, signinToken(chained).status());
        assertEquals(200, signinToken(federated).status());
        assertEquals(400, withDuration(role, "899"));
        assertEquals(400, withDuration(role, "43201"));
        assertEquals(400, withDuration(role, "1h"));
    }

    @Test
    void signingOutLeadsOnToTheSigninAndNowhereElse() {
        String next = sandbox.url() + "/federation?Action=login";

        assertEquals(
                next,
                wire.get("/oauth?Action=logout&redirect_uri=" + WireClient.encode(next))
                        .header("location"));
        WireClient.Answer page = wire.get("/oauth?Action=logout&redirect_uri=https%3A%2F%2Fevil.example");
        assertEquals(200, page.status());
        assertFalse(page.headers().containsKey("location"));
    }

    @Test
    void thePortalsCredentialsAreAnotherPlace() {
        assertEquals(
                "401 UnauthorizedException", wire.get("/federation/credentials").error());
    }
}
