package dev.awssso.ecs.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a PUT as a server reads it, in either of its two shapes. Fields have the right JSON types, and no other
 * rule was checked; a field that was not sent is null.
 */
public sealed interface LoadRequest {

    /**
     * What aws-sso-cli's client sends. Further fields are ignored.
     *
     * @param creds the credentials and whose they are
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OfAwsSsoCli(
            @JsonProperty("Creds") @Nullable Creds creds, @JsonProperty("ProfileName") @Nullable String profileName)
            implements LoadRequest {}

    /**
     * The credentials in that shape.
     *
     * @param expiration milliseconds since the epoch
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Creds(
            @Nullable String accessKeyId,
            @Nullable Secret secretAccessKey,
            @Nullable Secret sessionToken,
            @Nullable Long expiration,
            @Nullable AccountId accountId,
            @Nullable String roleName) {}

    /**
     * Our own shape, which {@link LoadDocument} writes. No further fields are allowed.
     *
     * @param expiration an RFC 3339 timestamp
     */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Own(
            @Nullable String accessKeyId,
            @Nullable Secret secretAccessKey,
            @Nullable Secret token,
            @Nullable String expiration,
            @Nullable AccountId accountId,
            @Nullable String roleName,
            @Nullable String roleArn,
            @Nullable String profileName,
            @Nullable SourceFields source)
            implements LoadRequest {}

    /** Where to fetch the next credentials; {@link Source} once it was checked. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record SourceFields(
            @Nullable String ssoSession,
            @Nullable String startUrl,
            @Nullable String ssoRegion,
            @Nullable AccountId accountId,
            @Nullable String roleName,
            @Nullable List<String> roleArns,
            @Nullable String roleSessionName) {}
}
