package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StsTest {

    private static final String TARGET = "arn:aws:iam::222222222222:role/TargetRole";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final SdkSigner role = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "SSO_SourceRole");
    private final SdkSigner user = SdkSigner.of(sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob"));

    private WireClient.Answer assume(SdkSigner signer, String arn, String... more) {
        List<String> parameters = new ArrayList<>(List.of("RoleArn", arn, "RoleSessionName", "tester"));
        parameters.addAll(List.of(more));
        return signer.call(sandbox, "AssumeRole", parameters.toArray(String[]::new));
    }

    private static String error(WireClient.Answer answer) {
        return answer.status() + " " + (answer.status() == 200 ? "" : answer.xml("Code"));
    }

    private static long secondsLeft(WireClient.Answer answer) {
        return Duration.between(Instant.now(), Instant.parse(answer.xml("Expiration")))
                .toSeconds();
    }

    @Test
    void aRoleBecomesAnotherRole() {
        WireClient.Answer assumed = assume(role, TARGET);

        assertEquals("arn:aws:sts::222222222222:assumed-role/TargetRole/tester", assumed.xml("Arn"));
        assertTrue(assumed.xml("AssumedRoleId").matches("AROA[A-Z0-9]{17}:tester"));
        assertTrue(secondsLeft(assumed) > 3500);
        assertEquals(
                assumed.xml("Arn"),
                SdkSigner.of(assumed).call(sandbox, "GetCallerIdentity").xml("Arn"));
        assertEquals(TARGET, sandbox.callsOf("AssumeRole").get(0).facts().get("roleArn"));
    }

    @Test
    void aSignInStaysThatOfThePersonWhoMadeIt() {
        sandbox.signsIn("other.person@example.com");
        SdkSigner other = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "SSO_SourceRole");

        assertTrue(other.call(sandbox, "GetCallerIdentity").xml("Arn").endsWith("/other.person@example.com"));
        assertTrue(role.call(sandbox, "GetCallerIdentity").xml("Arn").endsWith("/ima.user@example.com"));
    }

    @Test
    void fiveRolesInARow() {
        SdkSigner signer = role;
        for (int hop = 1; hop <= 5; hop++) {
            signer = SdkSigner.of(assume(signer, "arn:aws:iam::222222222222:role/Hop" + hop));
        }

        assertEquals(
                "arn:aws:sts::222222222222:assumed-role/Hop5/tester",
                signer.call(sandbox, "GetCallerIdentity").xml("Arn"));
    }

    @Test
    void aRolesPathIsNotPartOfItsSession() {
        assertEquals(
                "arn:aws:sts::111111111111:assumed-role/PathRole/tester",
                assume(role, "arn:aws:iam::111111111111:role/team/dev/PathRole").xml("Arn"));
        assertEquals("403 AccessDenied", error(assume(role, "arn:aws:iam::111111111111:role/PathRole")));
    }

    @Test
    void anUnknownRoleAnotherPartitionAndNoTrustAreDenied() {
        for (String arn : List.of(
                "arn:aws:iam::222222222222:role/NoSuchRole",
                "arn:aws-cn:iam::222222222222:role/TargetRole",
                "arn:aws:iam::222222222222:role/DeniedRole",
                "arn:aws:iam::222222222222:role/WebIdentityRole")) {
            WireClient.Answer answer = assume(role, arn);
            assertEquals("403 AccessDenied", error(answer));
            assertTrue(
                    answer.xml("Message").endsWith("is not authorized to perform: sts:AssumeRole on resource: " + arn));
        }
    }

    @Test
    void anExternalIdMustFit() {
        String arn = "arn:aws:iam::222222222222:role/ExternalIdRole";

        assertEquals("403 AccessDenied", error(assume(role, arn)));
        assertEquals("403 AccessDenied", error(assume(role, arn, "ExternalId", "other")));
        assertEquals(200, assume(role, arn, "ExternalId", "sandbox-external-id").status());
    }

    @Test
    void parametersThatDoNotFitAreValidationErrors() {
        String longName = "n".repeat(65);
        for (WireClient.Answer answer : List.of(
                role.call(sandbox, "AssumeRole", "RoleArn", TARGET),
                role.call(sandbox, "AssumeRole", "RoleSessionName", "tester"),
                role.call(sandbox, "AssumeRole", "RoleArn", TARGET, "RoleSessionName", "a b"),
                role.call(sandbox, "AssumeRole", "RoleArn", TARGET, "RoleSessionName", "x"),
                role.call(sandbox, "AssumeRole", "RoleArn", TARGET, "RoleSessionName", longName),
                assume(role, "arn:aws:iam::222222222222:user/bob"),
                assume(role, "arn:short"),
                assume(role, TARGET, "ExternalId", "x"),
                assume(role, TARGET, "TokenCode", "12345"),
                assume(role, TARGET, "SourceIdentity", "s"),
                assume(role, TARGET, "DurationSeconds", "899"),
                assume(role, TARGET, "DurationSeconds", "43201"),
                assume(role, TARGET, "PolicyArns.member.1.arn", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"))) {
            assertEquals("400 ValidationError", error(answer));
        }
    }

    @Test
    void aChainLastsAnHourAtMost() {
        WireClient.Answer answer = assume(role, "arn:aws:iam::222222222222:role/LongRole", "DurationSeconds", "3601");

        assertEquals("400 ValidationError", error(answer));
        assertTrue(answer.xml("Message").contains("1 hour session limit for roles assumed by role chaining"));
    }

    @Test
    void longTermKeysMayAskForMoreWhereTheRoleAllowsIt() {
        String longRole = "arn:aws:iam::222222222222:role/LongRole";

        assertTrue(secondsLeft(assume(user, longRole, "DurationSeconds", "43200")) > 43_000);
        assertEquals("400 ValidationError", error(assume(user, TARGET, "DurationSeconds", "7200")));
    }

    @Test
    void policiesMustBePolicies() {
        assertEquals("400 MalformedPolicyDocument", error(assume(role, TARGET, "Policy", "{")));
        assertEquals(
                "400 MalformedPolicyDocument", error(assume(role, TARGET, "Policy", "{\"Version\":\"2012-10-17\"}")));
        assertEquals("400 PackedPolicyTooLarge", error(assume(role, TARGET, "Policy", "x".repeat(2049))));
        assertEquals(200, assume(role, TARGET, "Policy", "{\"Statement\":[]}").status());
    }

    @Test
    void anMfaRoleWantsACodeThatIsGoodOnce() {
        String arn = "arn:aws:iam::222222222222:role/MfaRole";
        String serial = sandbox.controls().mfaSerial(RunningSandbox.ACCOUNT);
        String code = sandbox.controls().mfaCodes().get(0);

        assertEquals("403 AccessDenied", error(assume(user, arn)));
        assertEquals("403 AccessDenied", error(assume(user, arn, "SerialNumber", serial, "TokenCode", "000000")));
        assertEquals("403 AccessDenied", error(assume(user, arn, "SerialNumber", serial)));
        assertEquals(
                200,
                assume(user, arn, "SerialNumber", serial, "TokenCode", code).status());
        assertEquals("403 AccessDenied", error(assume(user, arn, "SerialNumber", serial, "TokenCode", code)));
        sandbox.clockMoves(Duration.ofSeconds(31));
        assertEquals(
                200,
                assume(user, arn, "SerialNumber", serial, "TokenCode", code).status());
    }

    @Test
    void aSessionTokenWithACodeOpensAnMfaRole() {
        SdkSigner session = SdkSigner.of(user.call(
                sandbox,
                "GetSessionToken",
                "SerialNumber",
                sandbox.controls().mfaSerial(RunningSandbox.ACCOUNT),
                "TokenCode",
                sandbox.controls().mfaCodes().get(1)));

        assertEquals(
                200, assume(session, "arn:aws:iam::222222222222:role/MfaRole").status());
    }

    @Test
    void aSessionTokenIsForLongTermKeys() {
        WireClient.Answer answer = user.call(sandbox, "GetSessionToken");

        assertTrue(secondsLeft(answer) > 43_000);
        SdkSigner session = SdkSigner.of(answer);
        assertEquals(
                "arn:aws:iam::111111111111:user/bob",
                session.call(sandbox, "GetCallerIdentity").xml("Arn"));
        assertEquals("403 AccessDenied", error(session.call(sandbox, "GetSessionToken")));
        assertEquals("403 AccessDenied", error(role.call(sandbox, "GetSessionToken")));
        assertEquals("400 ValidationError", error(user.call(sandbox, "GetSessionToken", "DurationSeconds", "129601")));
    }

    @Test
    void aRootUserGetsAnHourAndNoRole() {
        SdkSigner root = SdkSigner.of(sandbox.controls().createRootKey(RunningSandbox.ACCOUNT));

        assertTrue(secondsLeft(root.call(sandbox, "GetSessionToken", "DurationSeconds", "7200")) <= 3600);
        assertEquals("403 AccessDenied", error(assume(root, TARGET)));
    }

    @Test
    void aFederatedUserMayOnlyAskWhoItIs() {
        WireClient.Answer answer = user.call(sandbox, "GetFederationToken", "Name", "bobby");
        assertEquals("arn:aws:sts::111111111111:federated-user/bobby", answer.xml("Arn"));
        assertEquals("111111111111:bobby", answer.xml("FederatedUserId"));

        SdkSigner federated = SdkSigner.of(answer);
        assertEquals(200, federated.call(sandbox, "GetCallerIdentity").status());
        assertEquals("403 AccessDenied", error(assume(federated, TARGET)));
        assertEquals("403 AccessDenied", error(federated.call(sandbox, "GetFederationToken", "Name", "bobby")));
        assertEquals("403 AccessDenied", error(role.call(sandbox, "GetFederationToken", "Name", "bobby")));
        assertEquals("400 ValidationError", error(user.call(sandbox, "GetFederationToken", "Name", "n".repeat(33))));
    }

    @Test
    void aWebIdentityNeedsNoSignature() {
        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", "arn:aws:iam::111111111111:role/WebIdentityRole",
                "RoleSessionName", "pod",
                "WebIdentityToken", sandbox.controls().webIdentityToken()));
        WireClient.Answer assumed = wire.postForm("/", form);
        assertEquals("arn:aws:sts::111111111111:assumed-role/WebIdentityRole/pod", assumed.xml("Arn"));

        form.put("RoleArn", TARGET);
        assertEquals("403 AccessDenied", error(wire.postForm("/", form)));
        form.put("WebIdentityToken", "made-up");
        assertEquals("400 InvalidIdentityToken", error(wire.postForm("/", form)));
    }

    @Test
    void aSourceIdentityGoesOnThroughAChainAndCannotBeChanged() {
        WireClient.Answer first = assume(role, TARGET, "SourceIdentity", "anna");
        assertEquals("anna", first.xml("SourceIdentity"));

        SdkSigner chained = SdkSigner.of(first);
        assertEquals(
                "anna", assume(chained, "arn:aws:iam::222222222222:role/Hop1").xml("SourceIdentity"));
        assertEquals(
                "403 AccessDenied",
                error(assume(chained, "arn:aws:iam::222222222222:role/Hop1", "SourceIdentity", "bob")));
    }

    @Test
    void policiesAreTakenFromTheRoomForThem() {
        WireClient.Answer answer = assume(role, TARGET, "Policy", "{\"Statement\":[" + " ".repeat(1000) + "]}");

        assertEquals("49", answer.xml("PackedPolicySize"));
        assertFalse(assume(role, TARGET).body().contains("PackedPolicySize"));
    }

    @Test
    void aKeyIdTellsItsAccount() {
        String mine = user.keys().accessKeyId();
        assertEquals(
                "111111111111",
                role.call(sandbox, "GetAccessKeyInfo", "AccessKeyId", mine).xml("Account"));
        // A pair of AWS's own (T. Be'ery, "A short note on AWS key ID").
        assertEquals(
                "029608264753",
                role.call(sandbox, "GetAccessKeyInfo", "AccessKeyId", "ASIAQNZGKIQY56JQ7WML")
                        .xml("Account"));
        assertEquals(
                "400 ValidationError",
                error(role.call(sandbox, "GetAccessKeyInfo", "AccessKeyId", "AKIAI44QH8DHBEXAMPLE")));
        assertEquals(
                "403 MissingAuthenticationToken",
                error(wire.postForm(
                        "/", Map.of("Action", "GetAccessKeyInfo", "Version", "2011-06-15", "AccessKeyId", mine))));
    }

    @Test
    void everyAnswerHasItsRequestId() {
        WireClient.Answer success = role.call(sandbox, "GetCallerIdentity");
        assertEquals(success.xml("RequestId"), success.header("x-amzn-requestid"));
        WireClient.Answer failure = role.call(sandbox, "AssumeRole");
        assertEquals(failure.xml("RequestId"), failure.header("x-amzn-requestid"));
    }

    @Test
    void unknownActionsAndVersionsAreRefused() {
        WireClient.Answer missing = role.call(sandbox, "DecodeAuthorizationMessage");
        assertEquals("400 InvalidAction", error(missing));
        assertEquals("the sandbox does not have this operation: DecodeAuthorizationMessage", missing.xml("Message"));
        assertEquals("400 InvalidAction", error(role.call(sandbox, "MakeMeRich")));
        assertEquals(
                "400 InvalidAction", error(wire.postForm("/", Map.of("Action", "GetCallerIdentity", "Version", "1"))));
        assertEquals("400 MissingAction", error(wire.postForm("/", Map.of("Version", "2011-06-15"))));
        assertEquals("400 MissingAction", error(wire.postText("/", "{}", "Content-Type", "application/json")));
    }
}
