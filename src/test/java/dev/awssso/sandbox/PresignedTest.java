package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Calls of STS that are signed in their URL, as {@code aws eks get-token} makes them. */
class PresignedTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final WireClient wire = new WireClient(sandbox);
    private final SdkSigner role = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "ReadOnlyAccess");

    // The path and query of a presigned call, with the header that binds the token of EKS to a cluster.
    private String presigned(SdkHttpMethod method, Duration skew) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create(sandbox.url() + "/?Action=GetCallerIdentity&Version=2011-06-15"))
                .putHeader("x-k8s-aws-id", "my-cluster")
                .build();
        URI signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(role.keys())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), skew)))
                .request()
                .getUri();
        return "/?" + signed.getRawQuery();
    }

    private WireClient.Answer get(String target) {
        return wire.get(target, "x-k8s-aws-id", "my-cluster");
    }

    @Test
    void tellsWhoSignedInXml() {
        WireClient.Answer answer = get(presigned(SdkHttpMethod.GET, Duration.ZERO));

        assertEquals(200, answer.status(), answer.body());
        assertEquals("text/xml", answer.header("content-type"));
        assertEquals(RunningSandbox.ACCOUNT, answer.xml("Account"));
        assertEquals(1, sandbox.calls("GetCallerIdentity"));
        assertEquals(
                200,
                wire.post(presigned(SdkHttpMethod.POST, Duration.ZERO), "x-k8s-aws-id", "my-cluster")
                        .status());
    }

    @Test
    void refusesWhatWasChanged() {
        String target = presigned(SdkHttpMethod.GET, Duration.ZERO);

        assertEquals("SignatureDoesNotMatch", get(target + "&More=1").xml("Code"));
        assertEquals(
                "SignatureDoesNotMatch",
                get(target.replace("Version=2011-06-15", "Version=2011-06-15&DurationSeconds=900"))
                        .xml("Code"));
        assertEquals(
                "SignatureDoesNotMatch",
                wire.get(target, "x-k8s-aws-id", "other-cluster").xml("Code"));
        assertEquals("SignatureDoesNotMatch", wire.get(target).xml("Code"));
        assertEquals(
                "SignatureDoesNotMatch",
                wire.post(target, "x-k8s-aws-id", "my-cluster").xml("Code"));
        assertEquals(
                "IncompleteSignature",
                get(target.replaceFirst("&X-Amz-Signature=[0-9a-f]+", "")).xml("Code"));
        assertEquals(
                "MissingAuthenticationToken",
                wire.get("/?Action=GetCallerIdentity&Version=2011-06-15").xml("Code"));
    }

    @Test
    void holdsForAQuarterOfAnHour() {
        assertEquals(
                200, get(presigned(SdkHttpMethod.GET, Duration.ofMinutes(-14))).status());
        WireClient.Answer late = get(presigned(SdkHttpMethod.GET, Duration.ofMinutes(-16)));
        assertTrue(late.xml("Message").startsWith("Signature expired: "), late.body());
    }

    @Test
    void aBrowserStillSeesTheStartPage() {
        assertTrue(wire.get("/").body().contains("Access portal"));
    }

    @Test
    void otherServicesAreRefusedInTheirProtocol() {
        String signature = "AWS4-HMAC-SHA256 Credential=AKIAQNZGKIQY56JQ7WML/20261129/us-east-1/%s/aws4_request,"
                + " SignedHeaders=host, Signature=" + "0".repeat(64);
        WireClient.Answer s3 = wire.get("/bucket/key", "Authorization", signature.formatted("s3"));
        assertEquals(501, s3.status());
        assertEquals("the sandbox has no such service: s3", s3.xml("Message"));
        assertTrue(s3.body().startsWith("<Error>"), s3.body());

        WireClient.Answer iam = wire.postForm(
                "/",
                Map.of("Action", "ListUsers", "Version", "2010-05-08"),
                "Authorization",
                signature.formatted("iam"));
        assertTrue(iam.body().startsWith("<ErrorResponse><Error>"), iam.body());

        WireClient.Answer table = wire.postText(
                "/",
                "{}",
                "Content-Type",
                "application/x-amz-json-1.0",
                "X-Amz-Target",
                "DynamoDB_20120810.ListTables");
        assertEquals("the sandbox has no such service: DynamoDB_20120810", table.text("message"));
        assertEquals("application/x-amz-json-1.0", table.header("content-type"));

        WireClient.Answer lambda = wire.get("/2015-03-31/functions", "Authorization", signature.formatted("lambda"));
        assertEquals("501 NotImplemented", lambda.error());
        assertEquals(4, sandbox.calls("OtherService"));

        WireClient.Answer unknown = wire.postText(
                "/get-session",
                "{}",
                "Content-Type",
                "application/json",
                "Authorization",
                signature.formatted("signin"));
        assertEquals("the sandbox does not have this operation: POST /get-session", unknown.text("message"));
    }

    @Test
    void createTokenWithIamIsRefusedByName() {
        WireClient.Answer answer = wire.post("/token?aws_iam=t", Map.of("grantType", "refresh_token"));

        assertEquals("400 InvalidRequestException", answer.error());
        assertEquals("the sandbox does not have this operation: CreateTokenWithIAM", answer.text("error_description"));
        assertEquals(1, sandbox.calls("CreateTokenWithIAM"));
    }
}
