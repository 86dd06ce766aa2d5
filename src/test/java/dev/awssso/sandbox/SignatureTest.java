package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignatureTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);

    private SdkSigner role() {
        return SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "AdministratorAccess");
    }

    private String identify(SdkSigner signer) {
        WireClient.Answer answer = signer.call(sandbox, "GetCallerIdentity");
        return answer.status() + " " + (answer.status() == 200 ? answer.xml("Account") : answer.xml("Code"));
    }

    @Test
    void aRightSignatureIsBelieved() {
        WireClient.Answer answer = role().region("eu-central-1").call(sandbox, "GetCallerIdentity");

        assertEquals(200, answer.status());
        assertEquals(RunningSandbox.ACCOUNT, answer.xml("Account"));
        assertTrue(answer.xml("Arn")
                .matches("arn:aws:sts::111111111111:assumed-role/"
                        + "AWSReservedSSO_AdministratorAccess_[0-9a-f]{16}/ima.user@example.com"));
        assertTrue(answer.xml("UserId").matches("AROA[A-Z0-9]{17}:ima.user@example.com"));
        assertEquals(
                "eu-central-1",
                sandbox.callsOf("GetCallerIdentity").get(0).facts().get("region"));
    }

    @Test
    void longTermKeysAreBelievedWithoutAToken() {
        UserKeys user = sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob");

        assertEquals(
                "arn:aws:iam::111111111111:user/bob",
                SdkSigner.of(user).call(sandbox, "GetCallerIdentity").xml("Arn"));
    }

    @Test
    void noSignatureIsMissing() {
        WireClient.Answer answer = wire.postForm("/", Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"));

        assertEquals(403, answer.status());
        assertEquals("MissingAuthenticationToken", answer.xml("Code"));
        assertEquals("Sender", answer.xml("Type"));
    }

    @Test
    void halfASignatureIsIncomplete() {
        assertEquals("400 IncompleteSignature", identify(role().tampered("Authorization", "AWS4-HMAC-SHA256 x")));
        assertEquals("400 IncompleteSignature", identify(role().tampered("X-Amz-Date", "yesterday")));
    }

    @Test
    void aWrongSecretDoesNotMatch() {
        var keys = role().keys();
        SdkSigner forged = new SdkSigner(
                keys.accessKeyId(),
                "wrong" + keys.secretAccessKey().substring(5),
                ((software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity) keys).sessionToken());

        assertEquals("403 SignatureDoesNotMatch", identify(forged));
    }

    @Test
    void aChangedBodyDoesNotMatch() {
        SdkSigner signer = role();
        String[] headers = signer.headers(sandbox.url(), "Action=GetCallerIdentity&Version=2011-06-15");

        WireClient.Answer answer = wire.postText("/", "Action=GetCallerIdentity&Version=2011-06-15&x=y", headers);
        assertEquals("SignatureDoesNotMatch", answer.xml("Code"));
    }

    @Test
    void unknownKeysAreInvalid() {
        assertEquals("403 InvalidClientTokenId", identify(new SdkSigner("AKIAAAAAAAAAAAAAAAAA", "secret", null)));
        SdkSigner signer = role();
        sandbox.controls().withdrawKeys();
        assertEquals("403 InvalidClientTokenId", identify(signer));
    }

    @Test
    void aTokenThatDoesNotBelongToTheKeysIsInvalid() {
        var keys = role().keys();
        UserKeys user = sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob");

        assertEquals(
                "403 InvalidClientTokenId", identify(new SdkSigner(keys.accessKeyId(), keys.secretAccessKey(), null)));
        assertEquals(
                "403 InvalidClientTokenId",
                identify(new SdkSigner(keys.accessKeyId(), keys.secretAccessKey(), "other")));
        assertEquals(
                "403 InvalidClientTokenId",
                identify(new SdkSigner(user.accessKeyId(), user.secretAccessKey(), "token")));
    }

    @Test
    void keysExpire() {
        sandbox.roleCredentialsLast(Duration.ofSeconds(30));
        SdkSigner signer = role();
        sandbox.clockMoves(Duration.ofSeconds(60));

        assertEquals("403 ExpiredToken", identify(signer));
    }

    @Test
    void aClockThatIsWrongByMoreThanFiveMinutesIsRefused() {
        assertEquals("200 111111111111", identify(role().skew(Duration.ofMinutes(4))));
        assertEquals("200 111111111111", identify(role().skew(Duration.ofMinutes(-4))));

        WireClient.Answer late = role().skew(Duration.ofMinutes(-6)).call(sandbox, "GetCallerIdentity");
        assertEquals("SignatureDoesNotMatch", late.xml("Code"));
        assertTrue(late.xml("Message").startsWith("Signature expired: "));
        WireClient.Answer early = role().skew(Duration.ofMinutes(6)).call(sandbox, "GetCallerIdentity");
        assertTrue(early.xml("Message").startsWith("Signature not yet current: "));
    }

    @Test
    void theScopeMustBeOfStsAndOfARealRegion() {
        assertEquals("403 SignatureDoesNotMatch", identify(role().service("s3")));
        assertEquals("403 SignatureDoesNotMatch", identify(role().region("nowhere")));
    }

    @Test
    void keysOfOnePartitionAreUnknownInOthers() {
        assertEquals("403 InvalidClientTokenId", identify(role().region("cn-north-1")));
        assertEquals("403 InvalidClientTokenId", identify(role().region("us-gov-west-1")));
    }

    @Test
    void aSandboxOfAnotherPartitionSpeaksItsArns() {
        try (RunningSandbox china = RunningSandbox.inRegion("cn-north-1")) {
            SdkSigner signer = SignedIn.roleKeys(new WireClient(china), RunningSandbox.ACCOUNT, "ReadOnlyAccess");

            WireClient.Answer answer = signer.region("cn-northwest-1").call(china, "GetCallerIdentity");
            assertTrue(answer.xml("Arn").startsWith("arn:aws-cn:sts::111111111111:assumed-role/"));
        }
    }

    @Test
    void aRegionCanBeSwitchedOff() {
        sandbox.controls().disableRegion("af-south-1");

        assertEquals("403 RegionDisabledException", identify(role().region("af-south-1")));
    }

    @Test
    void theSessionTokenMustBeSigned() {
        SdkSigner signer = role();
        String body = "Action=GetCallerIdentity&Version=2011-06-15";
        String[] headers = new SdkSigner(
                        signer.keys().accessKeyId(), signer.keys().secretAccessKey(), null)
                .headers(sandbox.url(), body);
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = "X-Amz-Security-Token";
        more[headers.length + 1] =
                ((software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity) signer.keys()).sessionToken();

        assertEquals("SignatureDoesNotMatch", wire.postText("/", body, more).xml("Code"));
    }

    @Test
    void throttlesAndFailsAsTold() {
        SdkSigner signer = role();
        sandbox.fails("GetCallerIdentity", Fault.THROTTLE, 1).fails("GetCallerIdentity", Fault.INTERNAL_ERROR, 1);

        assertEquals("400 Throttling", identify(signer));
        assertEquals("500 InternalFailure", identify(signer));
        assertEquals("200 111111111111", identify(signer));
    }
}
