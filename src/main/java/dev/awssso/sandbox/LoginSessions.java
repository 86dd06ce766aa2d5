package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sign-ins of {@code aws login}: who it was, the key that each is bound to, and its refresh token. */
final class LoginSessions {

    /** The client of {@code aws login} on the machine of its browser. */
    static final String CLIENT_ID = "arn:aws:signin:::devtools/same-device";

    /** How a sign-in can end, by the {@code error} that the service then answers with. */
    enum End {
        TOKEN_EXPIRED(401),
        USER_CREDENTIALS_CHANGED(401),
        INSUFFICIENT_PERMISSIONS(403);

        private final int status;

        End(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private record Bound(Principal principal, Keys.Origin origin, String thumbprint) {}

    // "Sign in through the AWS Command Line Interface", AWS CLI User Guide: keys are renewed every 15 minutes.
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int COORDINATE_BYTES = 32;
    // SEC 1 C.4: version 1, the private key; then the name of the curve; then the public key, uncompressed.
    private static final byte[] SEC1_PRIVATE = HexFormat.of().parseHex("30770201010420");
    private static final byte[] SEC1_PUBLIC = HexFormat.of().parseHex("a00a06082a8648ce3d030107a14403420004");

    private final SandboxState state;
    private final Map<String, Bound> byRefreshToken = new HashMap<>();
    private @Nullable End end;

    LoginSessions(SandboxState state) {
        this.state = state;
    }

    /**
     * A new sign-in.
     *
     * @param first how long its first keys are good for
     */
    synchronized LoginSession begin(Principal principal, Keys.Origin origin, Duration first) {
        KeyPair pair = keyPair();
        ECPublicKey shown = (ECPublicKey) pair.getPublic();
        byte[] x = coordinate(shown.getW().getAffineX());
        byte[] y = coordinate(shown.getW().getAffineY());
        byte[] d = coordinate(((ECPrivateKey) pair.getPrivate()).getS());
        Bound bound = new Bound(principal, origin, DpopProof.thumbprint(base64(x), base64(y)));
        Keys keys = issue(bound, first);
        JsonObject document = JsonObject.empty()
                .with(
                        "accessToken",
                        keyMembers(keys)
                                .with("accountId", principal.account())
                                .with("expiresAt", Timestamps.format(Objects.requireNonNull(keys.expiresAt()))))
                .with("tokenType", "aws_sigv4")
                .with("refreshToken", renewable(bound))
                .with("clientId", CLIENT_ID)
                .with("dpopKey", pem(d, x, y));
        return new LoginSession(principal.arn(), document);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has P-256", e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return padded;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String pem(byte[] d, byte[] x, byte[] y) {
        byte[][] parts = {SEC1_PRIVATE, d, SEC1_PUBLIC, x, y};
        byte[] der = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, der, at, part.length);
            at += part.length;
        }
        String content = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN EC PRIVATE KEY-----\n" + content + "\n-----END EC PRIVATE KEY-----\n";
    }

    /**
     * CreateOAuth2Token with a refresh token, which is spent by it.
     *
     * @throws Refusal when the token is unknown, bound to another key, or the sign-in has ended
     */
    synchronized JsonObject renew(String refreshToken, String thumbprint) {
        if (end != null) {
            throw new Refusal(end.status(), end.name(), "The sign-in can no longer be renewed");
        }
        Bound bound = byRefreshToken.get(refreshToken);
        // RFC 9449 5: the refresh token of a public client is bound to the key of the proof.
        if (bound == null || !bound.thumbprint().equals(thumbprint)) {
            throw new Refusal(End.TOKEN_EXPIRED.status(), End.TOKEN_EXPIRED.name(), "The refresh token is not valid");
        }
        byRefreshToken.remove(refreshToken);
        return JsonObject.empty()
                .with("accessToken", keyMembers(issue(bound, LIFETIME)))
                .with("tokenType", "aws_sigv4")
                .with("expiresIn", LIFETIME.toSeconds())
                .with("refreshToken", renewable(bound));
    }

    private Keys issue(Bound bound, Duration lifetime) {
        return state.keys().issue(bound.principal(), bound.origin(), false, lifetime);
    }

    private String renewable(Bound bound) {
        String token = state.entropy().secret("aorLOGIN", 240);
        byRefreshToken.put(token, bound);
        return token;
    }

    private static JsonObject keyMembers(Keys keys) {
        return JsonObject.empty()
                .with("accessKeyId", keys.accessKeyId())
                .with("secretAccessKey", keys.secretAccessKey())
                .with("sessionToken", keys.sessionToken());
    }

    /** From now on every renewal is refused in this way; with null none is any longer. */
    synchronized void end(@Nullable End how) {
        end = how;
    }
}
