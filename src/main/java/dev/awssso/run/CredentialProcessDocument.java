package dev.awssso.run;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@code credential_process} prints: the document of "Sourcing credentials with an external process" (AWS SDKs
 * and Tools Reference Guide).
 */
public final class CredentialProcessDocument {

    private CredentialProcessDocument() {}

    /**
     * One line of compact JSON with no line end. Temporary credentials always carry {@code Expiration}, since without
     * it SDKs never ask again; long-term keys have neither that nor {@code SessionToken}.
     *
     * @throws Problem.LocalFile for temporary credentials whose end is not known
     */
    public static String of(RoleCredentials credentials) {
        if (credentials.temporary() && credentials.expiresAt() == null) {
            throw new Problem.LocalFile(
                    "cannot print the credential_process document",
                    "the expiry of these credentials is not known, and without it SDKs would never renew them; set AWS_CREDENTIAL_EXPIRATION",
                    null,
                    null);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        // A number: botocore compares with 1 (credentials.py, ProcessProvider).
        members.put("Version", 1L);
        members.put("AccessKeyId", credentials.accessKeyId());
        members.put("SecretAccessKey", credentials.secretKey().reveal());
        if (credentials.sessionToken() != null) {
            members.put("SessionToken", credentials.sessionToken().reveal());
        }
        credentials.expiry().ifPresent(expiry -> members.put("Expiration", Timestamps.format(expiry)));
        if (credentials.accountId() != null) {
            members.put("AccountId", credentials.accountId().digits());
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members));
    }
}
