package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request without its secrets. */
final class Masking {

    private static final String MASK = "****";
    private static final Set<String> HEADERS =
            Set.of("x-amz-sso_bearer_token", "x-amz-security-token", "dpop", "cookie", "proxy-authorization");
    // Of JSON members, form fields and query parameters, in lower case and without "-" and "_".
    private static final Set<String> NAMES = Set.of(
            "accesstoken",
            "assertion",
            "clientassertion",
            "clientsecret",
            "code",
            "codeverifier",
            "devicecode",
            "idtoken",
            "mfacode",
            "refreshtoken",
            "samlassertion",
            "session",
            "signintoken",
            "subjecttoken",
            "ticket",
            "tokencode",
            "webidentitytoken",
            "xamzsecuritytoken",
            "xamzsignature");

    private final Request request;

    private Masking(Request request) {
        this.request = request;
    }

    static Masking of(Request request) {
        return new Masking(request);
    }

    RecordedRequest recorded(String operation, int status, Instant at) {
        String query = request.rawQuery().isEmpty() ? "" : "?" + pairs(request.rawQuery());
        return new RecordedRequest(operation, request.method(), request.path() + query, headers(), body(), status, at);
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> masked = new TreeMap<>();
        request.headers()
                .forEach((name, values) -> masked.put(
                        name, values.stream().map(value -> header(name, value)).toList()));
        return masked;
    }

    // Of a signature only the signature itself is left out: which key, region and headers it has is worth asserting.
    private static String header(String name, String value) {
        if (name.equals("authorization")) {
            return value.startsWith(SigV4.ALGORITHM)
                    ? value.replaceAll("Signature=[0-9a-fA-F]*", "Signature=" + MASK)
                    : value.replaceFirst(" .*|^[^ ]*$", " " + MASK);
        }
        return HEADERS.contains(name) ? MASK : value;
    }

    private String body() {
        if (request.body().length == 0) {
            return "";
        }
        if (request.mediaType().equals("application/x-www-form-urlencoded")) {
            return pairs(request.text());
        }
        try {
            return JsonStyle.COMPACT.write(json(JsonObject.parse(request.body())));
        } catch (JsonException e) {
            return "(" + request.body().length + " bytes)";
        }
    }

    private static JsonObject json(JsonObject object) {
        JsonObject masked = object;
        for (String name : object.names()) {
            masked = masked.with(name, secret(name) ? MASK : value(object.value(name)));
        }
        return masked;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return json(object);
        }
        if (!(value instanceof List<?> items)) {
            return value;
        }
        List<@Nullable Object> masked = new ArrayList<>();
        items.forEach(item -> masked.add(value(item)));
        return masked;
    }

    private static String pairs(String encoded) {
        return List.of(encoded.split("&", -1)).stream()
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    boolean hidden = equals > 0 && secret(pair.substring(0, equals));
                    return hidden ? pair.substring(0, equals + 1) + MASK : pair;
                })
                .collect(Collectors.joining("&"));
    }

    private static boolean secret(String name) {
        return NAMES.contains(name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT));
    }
}
