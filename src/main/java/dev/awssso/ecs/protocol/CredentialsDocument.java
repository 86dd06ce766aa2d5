package dev.awssso.ecs.protocol;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK reads from {@code GET /}, {@code /creds} and {@code /slot/NAME}: six strings. The key of the secret is
 * {@code SecretAccessKey}, as in "Container credential provider" of AWS's SDKs and Tools Reference Guide.
 *
 * @param expiration the real expiry; written in UTC and whole seconds, since some SDKs read nothing else
 */
public record CredentialsDocument(
        String accessKeyId,
        Secret secretKey,
        Secret sessionToken,
        Instant expiration,
        AccountId account,
        RoleArn role) {

    /** The body of the answer. */
    public byte[] toBytes() {
        return toBytes(new RoleCredentials(accessKeyId, secretKey, sessionToken, expiration, account), role);
    }

    /**
     * The body for credentials of any kind; what is not known of them is left out.
     *
     * @param role whose they are, null where that is not known
     */
    public static byte[] toBytes(RoleCredentials credentials, @Nullable RoleArn role) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("AccessKeyId", credentials.accessKeyId());
        members.put("SecretAccessKey", credentials.secretKey().reveal());
        if (credentials.sessionToken() != null) {
            members.put("Token", credentials.sessionToken().reveal());
        }
        credentials.expiry().ifPresent(end -> members.put("Expiration", Timestamps.format(end)));
        AccountId account = credentials.accountId() == null && role != null ? role.account() : credentials.accountId();
        if (account != null) {
            members.put("AccountId", account.digits());
        }
        if (role != null) {
            members.put("RoleArn", role.toString());
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads an answer; a {@link JsonException} without any of its text where it is none. */
    public static CredentialsDocument parse(byte[] body) {
        JsonObject json = JsonObject.parse(body);
        return new CredentialsDocument(
                text(json, "AccessKeyId"),
                Secret.of(text(json, "SecretAccessKey")),
                Secret.of(text(json, "Token")),
                Timestamps.parse(text(json, "Expiration")).orElseThrow(() -> bad("Expiration")),
                new AccountId(text(json, "AccountId")),
                RoleArn.parse(text(json, "RoleArn")).orElseThrow(() -> bad("RoleArn")));
    }

    private static String text(JsonObject json, String key) {
        return json.string(key).filter(value -> !value.isEmpty()).orElseThrow(() -> bad(key));
    }

    private static JsonException bad(String key) {
        return new JsonException("no usable " + key);
    }
}
