package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CreateOAuth2Token of the sandbox and the proofs it wants; what a good proof is worth, real clients show. */
class SigninTest {

    private static final Duration SHORT = Duration.ofMinutes(1);

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final KeyPair pair = pair();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> head = new LinkedHashMap<>();

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String target() {
        return sandbox.url() + "/v1/token";
    }

    private SigninTest proof() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        head.put("typ", "dpop+jwt");
        head.put("alg", "ES256");
        head.put(
                "jwk",
                JsonObject.of(Map.of(
                        "kty",
                        "EC",
                        "crv",
                        "P-256",
                        "x",
                        encoded(fixed(key.getW().getAffineX().toByteArray())),
                        "y",
                        encoded(fixed(key.getW().getAffineY().toByteArray())))));
        claims.put("htm", "POST");
        claims.put("htu", target());
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return this;
    }

    private static byte[] fixed(byte[] number) {
        byte[] padded = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return padded;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(Map<String, Object> members) {
        return encoded(JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8));
    }

    private String signed() {
        String content = encoded(head) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String renew(String... headers) {
        String refreshToken = sandbox.controls()
                .loginAsUser(RunningSandbox.ACCOUNT, "ann", SHORT)
                .document()
                .string("refreshToken")
                .orElseThrow();
        String body = JsonStyle.COMPACT.write(JsonObject.empty()
                .with("clientId", LoginSessions.CLIENT_ID)
                .with("grantType", "refresh_token")
                .with("refreshToken", refreshToken));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void isRefused(String why, String... headers) {
        String answer = renew(headers);
        assertTrue(answer.startsWith("400 {\"error\":\"INVALID_REQUEST\""), answer);
        assertTrue(answer.contains(why), answer);
    }

    @Test
    void aRequestWithoutAProofIsRefused() {
        isRefused("The DPoP header is missing");
    }

    @Test
    void aWrongSignatureIsRefused() {
        String proof = proof().signed();
        claims.put("jti", "another");
        String other = encoded(head) + "." + encoded(claims);
        isRefused("signature is wrong", "DPoP", other + proof.substring(proof.lastIndexOf('.')));
    }

    @Test
    void anotherAlgorithmIsRefused() {
        proof();
        head.put("alg", "none");
        isRefused("is not a proof", "DPoP", signed());
    }

    @Test
    void aProofForAnotherRequestIsRefused() {
        proof();
        claims.put("htu", sandbox.url() + "/v1/other");
        isRefused("for another request", "DPoP", signed());

        proof();
        claims.put("htm", "GET");
        isRefused("for another request", "DPoP", signed());
    }

    @Test
    void anOldProofIsRefused() {
        proof();
        claims.put("iat", Instant.now().minusSeconds(600).getEpochSecond());
        isRefused("too old", "DPoP", signed());
    }

    @Test
    void aProofCountsOnce() {
        String proof = proof().signed();

        assertTrue(renew("DPoP", proof).startsWith("401"));
        isRefused("used before", "DPoP", proof);
    }

    @Test
    void aRefreshTokenIsBoundToItsKey() {
        String answer = renew("DPoP", proof().signed());

        assertTrue(answer.startsWith("401 {\"error\":\"TOKEN_EXPIRED\""), answer);
    }

    @Test
    void everySignInHasAKeyOfItsOwn() {
        LoginSession one = sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", SHORT);
        LoginSession two = sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", SHORT);

        assertEquals("arn:aws:iam::111111111111:user/ann", one.name());
        assertNotEquals(one.document().string("dpopKey"), two.document().string("dpopKey"));
        String pem = one.document().string("dpopKey").orElseThrow();
        assertEquals(
                "-----BEGIN EC PRIVATE KEY-----",
                Arrays.asList(pem.split("\n", -1)).get(0));
    }
}
