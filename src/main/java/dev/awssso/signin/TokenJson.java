package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of a token file, byte for byte as the AWS CLI v2 writes it. */
final class TokenJson {

    // The order in which the AWS CLI v2 writes them (awscli.botocore SSOTokenFetcher).
    private static final List<String> MEMBERS = List.of(
            "startUrl",
            "region",
            "accessToken",
            "expiresAt",
            "clientId",
            "clientSecret",
            "registrationExpiresAt",
            "refreshToken");

    private TokenJson() {}

    /** The token; empty when the object lacks {@code accessToken} or a readable {@code expiresAt}. */
    static Optional<TokenFile> parse(JsonObject json) {
        return json.string("expiresAt").flatMap(Timestamps::parse).flatMap(expiry -> accessToken(json)
                .map(token -> token(
                        json,
                        new AccessToken(token, expiry, json.string("region").orElse(null)),
                        json.without(MEMBERS))));
    }

    /** The token of an object that has {@code accessToken}: with no readable {@code expiresAt} it counts as expired. */
    static TokenFile parseLenient(JsonObject json) {
        Instant expiry = json.string("expiresAt").flatMap(Timestamps::parse).orElse(Instant.EPOCH);
        Secret token = accessToken(json).orElseThrow();
        return token(json, new AccessToken(token, expiry), JsonObject.empty());
    }

    private static TokenFile token(JsonObject json, AccessToken access, JsonObject others) {
        return new TokenFile(
                json.string("startUrl").orElse(null),
                json.string("region").orElse(null),
                access,
                client(json),
                secret(json, "refreshToken").orElse(null),
                others);
    }

    private static TokenFile.@Nullable Client client(JsonObject json) {
        Optional<String> id = json.string("clientId").filter(text -> !text.isEmpty());
        Optional<Secret> proof = secret(json, "clientSecret");
        if (id.isEmpty() || proof.isEmpty()) {
            return null;
        }
        Instant expiry =
                json.string("registrationExpiresAt").flatMap(Timestamps::parse).orElse(null);
        return new TokenFile.Client(id.get(), proof.get(), expiry);
    }

    private static Optional<Secret> accessToken(JsonObject json) {
        return json.string("accessToken").filter(AccessToken::isToken).map(Secret::of);
    }

    private static Optional<Secret> secret(JsonObject json, String name) {
        return json.string(name).filter(text -> !text.isEmpty()).map(Secret::of);
    }

    static byte[] write(TokenFile token) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        put(members, "startUrl", token.startUrl());
        put(members, "region", token.region());
        members.put("accessToken", token.access().value().reveal());
        members.put("expiresAt", Timestamps.format(token.access().expiresAt()));
        TokenFile.Client client = token.client();
        if (client != null) {
            members.put("clientId", client.id());
            members.put("clientSecret", client.proof().reveal());
            if (client.expiresAt() != null) {
                members.put("registrationExpiresAt", Timestamps.format(client.expiresAt()));
            }
        }
        if (token.refresh() != null) {
            members.put("refreshToken", token.refresh().reveal());
        }
        for (String other : token.others().names()) {
            members.put(other, token.others().value(other));
        }
        return JsonStyle.PYTHON.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(Map<String, @Nullable Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
