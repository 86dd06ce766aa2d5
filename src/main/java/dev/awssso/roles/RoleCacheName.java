package dev.awssso.roles;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.signin.Instance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The name of the file in {@code ~/.aws/cli/cache} in which botocore and the AWS CLI keep the keys of a role: hex of the
 * SHA-1 of a compact JSON object with sorted members (botocore SSOCredentialFetcher).
 */
public final class RoleCacheName {

    private RoleCacheName() {}

    /** The file's name for a role of a session, or of a start URL where the profile names no session. */
    public static String of(Instance instance, RoleRef role) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("accountId", role.account().digits());
        key.put("roleName", role.roleName());
        if (instance.sessionName() == null) {
            key.put("startUrl", instance.startUrl());
        } else {
            key.put("sessionName", instance.sessionName());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(JsonStyle.COMPACT.write(JsonObject.of(key)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest) + ".json";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
