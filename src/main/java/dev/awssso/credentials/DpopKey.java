package dev.awssso.credentials;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The private key that a sign-in of {@code aws login} is bound to, and the proofs of having it (RFC 9449). Prints as
 * its curve only.
 */
public final class DpopKey {

    private final PrivateKey key;
    private final ECPoint point;

    private DpopKey(PrivateKey key, ECPoint point) {
        this.key = key;
        this.point = point;
    }

    /**
     * Reads a key on P-256.
     *
     * @param pem {@code EC PRIVATE KEY} (SEC 1, as the AWS CLI writes it) or {@code PRIVATE KEY} (PKCS #8)
     * @return empty when it is neither
     */
    static Optional<DpopKey> parse(String pem) {
        StringBuilder base64 = new StringBuilder();
        pem.lines().map(String::strip).filter(line -> !line.startsWith("-----")).forEach(base64::append);
        try {
            byte[] der = Base64.getDecoder().decode(base64.toString());
            return EcKeyDer.secret(der).map(DpopKey::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static DpopKey of(BigInteger secret) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, P256.parameters()));
            return new DpopKey(key, P256.publicPoint(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no private key of P-256", e);
        }
    }

    /**
     * The value of a {@code DPoP} header for one request (RFC 9449 4.2); each has an id of its own.
     *
     * @param target the URL of the request, without query and fragment
     */
    public String proof(String method, URI target, Instant now) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("typ", "dpop+jwt");
        head.put("alg", "ES256");
        head.put("jwk", publicKey());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("htm", method);
        claims.put("htu", target.toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        String signed = encoded(head) + "." + encoded(claims);
        return signed + "." + base64(sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    // RFC 7518 6.2.1.
    private JsonObject publicKey() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", "P-256");
        members.put("x", base64(coordinate(point.getAffineX())));
        members.put("y", base64(coordinate(point.getAffineY())));
        return JsonObject.of(members);
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[P256.BYTES];
        int length = Math.min(bytes.length, P256.BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, P256.BYTES - length, length);
        return padded;
    }

    // RFC 7518 3.4: the two numbers one after the other, not in DER.
    private byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has ES256", e);
        }
    }

    private static String encoded(Map<String, Object> members) {
        return base64(JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "DpopKey[P-256]";
    }
}
