package dev.awssso.ecs.wire;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.roles.AccountId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in a slot: {@code GET /profile}, and the items of {@code GET /slot}. Never credentials.
 *
 * @param profileName the name of the profile that was loaded
 * @param roleName the role's name without its path
 * @param expiration when the credentials end
 * @param expires the time left as a person reads it: {@code Expired}, {@code < 1m}, {@code 59m}, {@code 2h 4m}
 * @param slot the slot's name, empty for the default slot
 * @param refreshable whether the server renews the slot by itself
 */
public record SlotEntry(
        String profileName,
        AccountId account,
        String roleName,
        Instant expiration,
        String expires,
        String slot,
        boolean refreshable) {

    /** The entry as a JSON object. */
    public JsonObject toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("ProfileName", profileName);
        members.put("AccountId", account.digits());
        members.put("RoleName", roleName);
        members.put("Expiration", expiration.getEpochSecond());
        members.put("Expires", expires);
        members.put("Slot", slot);
        members.put("Refreshable", refreshable);
        return JsonObject.of(members);
    }

    /** Reads one entry; {@code Slot} and {@code Refreshable} may be missing, as in answers of aws-sso-cli. */
    public static SlotEntry parse(JsonObject json) {
        return new SlotEntry(
                text(json, "ProfileName"),
                new AccountId(text(json, "AccountId")),
                text(json, "RoleName"),
                Instant.ofEpochSecond(json.integer("Expiration").orElseThrow(() -> bad("Expiration"))),
                text(json, "Expires"),
                json.string("Slot").orElse(""),
                Boolean.TRUE.equals(json.value("Refreshable")));
    }

    /** Reads the items of {@code GET /slot}. */
    public static List<SlotEntry> parseList(List<?> items) {
        return items.stream()
                .map(item -> parse(item instanceof JsonObject object ? object : JsonObject.empty()))
                .toList();
    }

    private static String text(JsonObject json, String key) {
        return json.string(key).orElseThrow(() -> bad(key));
    }

    private static JsonException bad(String key) {
        return new JsonException("no usable " + key);
    }
}
