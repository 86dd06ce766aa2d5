package dev.awssso.ecs.wire;

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
 * The body of a PUT in our own shape (the other one is that of aws-sso-cli's client, which the server reads too).
 *
 * @param role the role's ARN where it is known, else null and {@code roleName} counts
 * @param roleName the role's name without its path
 * @param profileName the profile; the slot's name on {@code PUT /slot/NAME}
 * @param source where the server fetches the next ones, null for a load that does not renew
 */
public record LoadDocument(
        String accessKeyId,
        Secret secretKey,
        Secret sessionToken,
        Instant expiration,
        AccountId account,
        @Nullable RoleArn role,
        String roleName,
        String profileName,
        @Nullable Source source) {

    /** The body of the request. */
    public byte[] toBytes() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("AccessKeyId", accessKeyId);
        members.put("SecretAccessKey", secretKey.reveal());
        members.put("Token", sessionToken.reveal());
        members.put("Expiration", Timestamps.format(expiration));
        members.put("AccountId", account.digits());
        members.put("RoleName", roleName);
        if (role != null) {
            members.put("RoleArn", role.toString());
        }
        members.put("ProfileName", profileName);
        if (source != null) {
            members.put("Source", source.toJson());
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
    }
}
