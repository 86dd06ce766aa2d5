package dev.awssso.ecs.http;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of PUT in both shapes, whole ones and ones with a member changed. */
final class Loads {

    static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE";

    private Loads() {}

    /** Our own shape, for an hour. */
    static JsonObject own(String profile) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("AccessKeyId", KEY_ID);
        members.put("SecretAccessKey", SECRET);
        members.put("Token", TOKEN);
        members.put("Expiration", TestServer.inSeconds(3600));
        members.put("AccountId", "000011112222");
        members.put("RoleName", "Developer");
        members.put("ProfileName", profile);
        return JsonObject.of(members);
    }

    /** The shape of aws-sso-cli's client, for an hour. */
    static JsonObject foreign(String profile) {
        return JsonObject.empty().with("Creds", creds()).with("ProfileName", profile);
    }

    static JsonObject foreign(String profile, String member, Object value) {
        return JsonObject.empty().with("Creds", creds().with(member, value)).with("ProfileName", profile);
    }

    static JsonObject creds() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("roleName", "Developer");
        members.put("accountId", 11112222L);
        members.put("accessKeyId", KEY_ID);
        members.put("secretAccessKey", SECRET);
        members.put("sessionToken", TOKEN);
        members.put("expiration", Instant.now().plusSeconds(3600).toEpochMilli());
        members.put("roleChaining", false);
        return JsonObject.of(members);
    }

    static JsonObject source() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("SsoSession", "corp");
        members.put("SsoRegion", "eu-west-1");
        members.put("AccountId", "000011112222");
        members.put("RoleName", "Developer");
        members.put("RoleArns", List.of());
        return JsonObject.of(members);
    }

    static String text(JsonObject json) {
        return JsonStyle.COMPACT.write(json);
    }

    /** The body of a load of this slot. */
    static String of(String profile) {
        return text(own(profile));
    }
}
