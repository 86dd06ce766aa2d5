package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A proof that a caller has a private key: the JWT of RFC 9449 4.2 whose signature fits the key in its header.
 *
 * @param method {@code htm}
 * @param target {@code htu}
 * @param issuedAt {@code iat}, seconds since 1970
 * @param id {@code jti}
 * @param thumbprint of the key (RFC 7638)
 */
record DpopProof(String method, String target, long issuedAt, String id, String thumbprint) {

    private static final int COORDINATE_BYTES = 32;

    /** Reads the value of a {@code DPoP} header; empty for one that is no such JWT, or whose signature is wrong. */
    static Optional<DpopProof> read(String header) {
        String[] parts = header.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonObject head = JsonObject.parse(decoded(parts[0]));
            JsonObject key = head.object("jwk").orElse(JsonObject.empty());
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (!is(head, "typ", "dpop+jwt") || !is(head, "alg", "ES256") || !verifies(key, signed, parts[2])) {
                return Optional.empty();
            }
            JsonObject claims = JsonObject.parse(decoded(parts[1]));
            return Optional.of(new DpopProof(
                    claims.string("htm").orElse(""),
                    claims.string("htu").orElse(""),
                    claims.integer("iat").orElse(0L),
                    claims.string("jti").orElse(""),
                    thumbprint(key)));
        } catch (JsonException | IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean is(JsonObject object, String name, String value) {
        return object.string(name).filter(value::equals).isPresent();
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static boolean verifies(JsonObject key, byte[] signed, String signature) throws GeneralSecurityException {
        // RFC 9449 4.3: the key is public, and of the kind that the algorithm wants.
        if (!is(key, "kty", "EC") || !is(key, "crv", "P-256") || key.has("d")) {
            return false;
        }
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(publicKey(coordinate(key, "x"), coordinate(key, "y")));
        check.update(signed);
        return check.verify(decoded(signature));
    }

    private static BigInteger coordinate(JsonObject key, String name) {
        byte[] bytes = decoded(key.string(name).orElse(""));
        // RFC 7518 6.2.1.2: the length is that of a coordinate of the curve.
        if (bytes.length != COORDINATE_BYTES) {
            throw new IllegalArgumentException("no coordinate of P-256");
        }
        return new BigInteger(1, bytes);
    }

    private static PublicKey publicKey(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = curve.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), p256));
    }

    private static String thumbprint(JsonObject key) {
        return thumbprint(key.string("x").orElse(""), key.string("y").orElse(""));
    }

    /** The thumbprint of a public key on P-256, whose coordinates are given in base64url (RFC 7638 3). */
    static String thumbprint(String x, String y) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("crv", "P-256");
        members.put("kty", "EC");
        members.put("x", x);
        members.put("y", y);
        byte[] json = JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
