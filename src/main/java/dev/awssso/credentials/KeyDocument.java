package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON documents in which programs and endpoints return keys; they differ in the name of the token. */
final class KeyDocument {

    private KeyDocument() {}

    /**
     * Reads one.
     *
     * @param source for messages: who gave it
     * @param tokenName the member with the session token: {@code SessionToken} or {@code Token}
     * @throws Problem.LocalFile when it is no such document; its content is in no message
     */
    static RoleCredentials read(String source, byte[] document, String tokenName) {
        JsonObject json;
        try {
            json = JsonObject.parse(document);
        } catch (JsonException e) {
            throw unusable(source, e.getMessage());
        }
        return new RoleCredentials(
                        required(source, json, "AccessKeyId"),
                        Secret.of(required(source, json, "SecretAccessKey")),
                        json.string(tokenName)
                                .filter(text -> !text.isEmpty())
                                .map(Secret::of)
                                .orElse(null),
                        expiry(source, json),
                        json.string("AccountId")
                                .filter(digits -> digits.matches("[0-9]{12}"))
                                .map(AccountId::new)
                                .orElse(null))
                .checked(source);
    }

    private static String required(String source, JsonObject json, String name) {
        return json.string(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> unusable(source, "\"" + name + "\" is missing"));
    }

    private static @Nullable Instant expiry(String source, JsonObject json) {
        String text = json.string("Expiration").orElse(null);
        if (text == null) {
            return null;
        }
        return Timestamps.parse(text).orElseThrow(() -> unusable(source, "\"Expiration\" is not a timestamp"));
    }

    static Problem unusable(String source, @Nullable String why) {
        return new Problem.LocalFile("cannot use the credentials of " + source, why, null, null);
    }
}
