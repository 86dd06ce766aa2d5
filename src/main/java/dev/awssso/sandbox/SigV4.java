package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of AWS Signature Version 4 (AWS General Reference, "Create a signed AWS API request").
 */
final class SigV4 {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private SigV4() {}

    /**
     * The signature that a request must carry.
     *
     * @param timestamp {@code yyyyMMdd'T'HHmmss'Z'}
     * @param scope {@code yyyyMMdd/region/service/aws4_request}
     */
    static String signature(
            String secretAccessKey, String timestamp, String scope, Request request, List<String> signedHeaders) {
        // Task 2: the string to sign.
        String text = ALGORITHM + "\n" + timestamp + "\n" + scope + "\n" + sha256(canonical(request, signedHeaders));
        // Task 3: the signing key, derived step by step from the parts of the scope.
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    // Task 1: the canonical request.
    private static String canonical(Request request, List<String> signedHeaders) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + squeezed(request, name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                request.path().isEmpty() ? "/" : request.path(),
                canonicalQuery(request.rawQuery()),
                headers,
                String.join(";", signedHeaders),
                sha256(request.body()));
    }

    private static String squeezed(Request request, String name) {
        return request.header(name).orElse("").strip().replaceAll(" +", " ");
    }

    private static String canonicalQuery(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        return Arrays.stream(raw.split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("X-Amz-Signature="))
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                // By name, then by value: "=" sorts behind "-" and ".", which a name may hold.
                .sorted(Comparator.comparing(SigV4::nameOf).thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.joining("&"));
    }

    private static String nameOf(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .toLowerCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
