package dev.awssso.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Keys as other tools write them, and the proofs made with them. */
class DpopKeyTest {

    // openssl ecparam -name prime256v1 -genkey -noout; the same by openssl pkcs8 -topk8 -nocrypt; and on secp384r1.
    private static final String SEC1 =
            """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIKneHFLNI0jG3oPY8XiyBU8bIPKIC6CornKM/gMHCIv4oAoGCCqGSM49
            AwEHoUQDQgAENEIv/PclzRk/MB0ev61J9bccZGb+xwUOTi/mlChd5bNZBmbCRuRE
            5hzDxO+KcjfYMQ76FbLhmc0V9k8IGphBTw==
            -----END EC PRIVATE KEY-----
            """;
    private static final String PKCS8 =
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqd4cUs0jSMbeg9jx
            eLIFTxsg8ogLoKiucoz+AwcIi/ihRANCAAQ0Qi/89yXNGT8wHR6/rUn1txxkZv7H
            BQ5OL+aUKF3ls1kGZsJG5ETmHMPE74pyN9gxDvoVsuGZzRX2TwgamEFP
            -----END PRIVATE KEY-----
            """;
    private static final String OTHER_CURVE =
            """
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDA/sJb/+TY3lMm+eAeacwaaKtAcHix7A7NnwZa4FL3mh4Vju9578ou+
            QGIEGrYKyL2gBwYFK4EEACKhZANiAASTyYe1/uNvewqtZt2JavDcmw1B1XxZrA+F
            91Q4QQ50WSRV3VXnOaAk3HW/0oPcDjl2uMtseo6gDhTL/pIMmBhBDYOpXudOAx/I
            Hp05gxnLFGSW0cmfltp3xENoc7iwCgU=
            -----END EC PRIVATE KEY-----
            """;
    private static final URI TARGET = URI.create("https://eu-west-1.signin.aws.amazon.com/v1/token");
    private static final Instant NOW = Instant.parse("2026-11-21T09:49:32Z");

    private static JsonObject part(String proof, int number) {
        return JsonObject.parse(Base64.getUrlDecoder().decode(proof.split("\\.", -1)[number]));
    }

    private static String key(String pem) {
        return part(DpopKey.parse(pem).orElseThrow().proof("POST", TARGET, NOW), 0)
                .object("jwk")
                .orElseThrow()
                .toString();
    }

    @Test
    void bothEncodingsAreTheSameKey() {
        assertEquals(key(SEC1), key(PKCS8));
    }

    @Test
    void aProofSaysWhatItIsFor() {
        DpopKey key = DpopKey.parse(SEC1).orElseThrow();
        String proof = key.proof("POST", TARGET, NOW);
        JsonObject claims = part(proof, 1);

        assertEquals("dpop+jwt", part(proof, 0).string("typ").orElseThrow());
        assertEquals("ES256", part(proof, 0).string("alg").orElseThrow());
        assertEquals("POST", claims.string("htm").orElseThrow());
        assertEquals(TARGET.toString(), claims.string("htu").orElseThrow());
        assertEquals(NOW.getEpochSecond(), claims.integer("iat").orElseThrow());
        assertNotEquals(
                claims.string("jti"), part(key.proof("POST", TARGET, NOW), 1).string("jti"));
    }

    @Test
    void otherKeysAreNotRead() {
        assertTrue(DpopKey.parse(OTHER_CURVE).isEmpty());
        assertTrue(DpopKey.parse("").isEmpty());
        assertTrue(DpopKey.parse("-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----")
                .isEmpty());
        assertTrue(DpopKey.parse("no key at all").isEmpty());
    }

    @Test
    void itPrintsNothingOfItself() {
        assertFalse(DpopKey.parse(SEC1).orElseThrow().toString().contains("Mh"));
    }

    // A key of the JDK has no public part in it (RFC 5915 3 lets it out): it is found again.
    @RepeatedTest(20)
    void thePublicKeyFollowsFromThePrivateOne() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";

        String proof = DpopKey.parse(pem).orElseThrow().proof("POST", TARGET, NOW);

        JsonObject jwk = part(proof, 0).object("jwk").orElseThrow();
        ECPublicKey expected = (ECPublicKey) pair.getPublic();
        assertEquals(expected.getW().getAffineX(), number(jwk, "x"));
        assertEquals(expected.getW().getAffineY(), number(jwk, "y"));
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(expected);
        check.update(proof.substring(0, proof.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        assertTrue(check.verify(Base64.getUrlDecoder().decode(proof.split("\\.", -1)[2])));
    }

    private static BigInteger number(JsonObject jwk, String name) {
        byte[] bytes = Base64.getUrlDecoder().decode(jwk.string(name).orElseThrow());
        assertEquals(32, bytes.length);
        return new BigInteger(1, bytes);
    }
}
