package dev.awssso.ecs.http;

import dev.awssso.ecs.ProfilePartitions;
import dev.awssso.ecs.SlotLoad;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.Partition;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges the body of a PUT in either of its two shapes: the one of aws-sso-cli's client, which has the key
 * {@code Creds}, and our own.
 */
public final class LoadReader {

    private static final Set<String> OWN_KEYS = Set.of(
            "AccessKeyId", "SecretAccessKey", "Token", "Expiration", "AccountId", "RoleName", "RoleArn", "Source");
    private static final Set<String> ALL_OWN_KEYS = Set.of(
            "AccessKeyId",
            "SecretAccessKey",
            "Token",
            "Expiration",
            "AccountId",
            "RoleName",
            "RoleArn",
            "ProfileName",
            "Source");
    private static final String RFC_3339 =
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)";
    private static final long MOST_SECONDS = 100_000_000_000L;
    private static final Duration LONGEST_LIFE = Duration.ofHours(36);

    private final InstantSource clock;
    private final ProfilePartitions partitions;
    private final SourceReader sources;

    public LoadReader(InstantSource clock, ProfilePartitions partitions, SourceReader sources) {
        this.clock = clock;
        this.partitions = partitions;
        this.sources = sources;
    }

    /** What a request puts into this slot. */
    SlotLoad read(byte[] body, SlotName slot, Caller caller) {
        JsonObject json = parse(body);
        SlotLoad load = json.has("Creds") ? foreign(json) : own(json, slot);
        if (slot.named() && !slot.text().equals(load.profileName())) {
            throw rejected(ProtocolError.CONFLICT, "ProfileName does not match the slot in the URL.");
        }
        if (load.source() != null) {
            sources.permit(caller);
        }
        return load;
    }

    private static JsonObject parse(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (JsonText.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (CharacterCodingException | JsonException e) {
            throw rejected(ProtocolError.BAD_REQUEST, "The body is not valid JSON.");
        }
        throw rejected(ProtocolError.UNPROCESSABLE, "The body is not a JSON object.");
    }

    private static RequestRejected rejected(int status, String message) {
        return new RequestRejected(ProtocolError.of(status, message));
    }

    // What aws-sso-cli's client sends; keys that we do not know are its own business.
    private SlotLoad foreign(JsonObject json) {
        Fields outer = new Fields(json, "");
        if (OWN_KEYS.stream().anyMatch(json::has)) {
            throw outer.bad("Creds", "two formats of credentials in one body");
        }
        if (!(json.value("Creds") instanceof JsonObject creds)) {
            throw outer.bad("Creds", "not an object");
        }
        Fields fields = new Fields(creds, "Creds.");
        String accessKeyId = accessKeyId(fields, "accessKeyId");
        Secret secretKey = secret(fields, "secretAccessKey", 256);
        Secret token = secret(fields, "sessionToken", 8192);
        Instant expiration = milliseconds(fields);
        AccountId account = fields.account("accountId");
        String roleName = fields.roleName("roleName");
        String profile = profile(outer);
        RoleArn role = new RoleArn(partition(profile), account, "", roleName);
        return new SlotLoad(
                profile, new CredentialsDocument(accessKeyId, secretKey, token, expiration, account, role), null);
    }

    private SlotLoad own(JsonObject json, SlotName slot) {
        Fields fields = new Fields(json, "");
        fields.only(ALL_OWN_KEYS);
        String accessKeyId = accessKeyId(fields, "AccessKeyId");
        Secret secretKey = secret(fields, "SecretAccessKey", 256);
        Secret token = secret(fields, "Token", 8192);
        Instant expiration = timestamp(fields);
        RoleArn arn = fields.has("RoleArn") ? arn(fields, "RoleArn") : null;
        AccountId account = account(fields, arn);
        String roleName = roleName(fields, arn);
        String profile = slot.named() && !fields.has("ProfileName") ? slot.text() : profile(fields);
        Source source = null;
        if (fields.has("Source")) {
            if (!(fields.value("Source") instanceof JsonObject object)) {
                throw fields.bad("Source", "not an object");
            }
            source = sources.read(object);
            if (!source.finalAccount().equals(account)
                    || !source.finalRoleName().equals(roleName)) {
                throw fields.bad("Source", "its role differs from the role of the credentials");
            }
        }
        RoleArn role = arn == null ? new RoleArn(partition(source, profile), account, "", roleName) : arn;
        return new SlotLoad(
                profile, new CredentialsDocument(accessKeyId, secretKey, token, expiration, account, role), source);
    }

    private static String accessKeyId(Fields fields, String name) {
        return fields.text(
                name,
                16,
                128,
                c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }

    private static Secret secret(Fields fields, String name, int longest) {
        return Secret.of(fields.text(name, 1, longest, c -> c > ' ' && c < 0x7F));
    }

    private static AccountId account(Fields fields, @Nullable RoleArn arn) {
        if (arn == null || fields.has("AccountId")) {
            AccountId account = fields.account("AccountId");
            if (arn != null && !arn.account().equals(account)) {
                throw fields.bad("RoleArn", "its account differs from AccountId");
            }
            return account;
        }
        return arn.account();
    }

    private static String roleName(Fields fields, @Nullable RoleArn arn) {
        if (arn == null || fields.has("RoleName")) {
            String name = fields.roleName("RoleName");
            if (arn != null && !arn.name().equals(name)) {
                throw fields.bad("RoleArn", "its role differs from RoleName");
            }
            return name;
        }
        return arn.name();
    }

    static RoleArn arn(Fields fields, String name) {
        return RoleArn.parse(fields.text(name)).orElseThrow(() -> fields.bad(name, "not the ARN of a role"));
    }

    private static String profile(Fields fields) {
        String text = fields.text("ProfileName");
        return SlotName.parse(text)
                .orElseThrow(() -> fields.bad("ProfileName", "not a valid slot name"))
                .text();
    }

    private Instant milliseconds(Fields fields) {
        if (!(fields.value("expiration") instanceof Long number)) {
            throw fields.bad("expiration", "not an integer of milliseconds");
        }
        // No value that passes as milliseconds passes as seconds, so this is a hint and no second meaning.
        if (number > 0 && number < MOST_SECONDS && alive(Instant.ofEpochSecond(number))) {
            throw fields.bad("expiration", "expiration must be milliseconds");
        }
        return alive(fields, "expiration", Instant.ofEpochMilli(number));
    }

    private Instant timestamp(Fields fields) {
        String text = fields.text("Expiration");
        if (!text.matches(RFC_3339)) {
            throw fields.bad("Expiration", "not an RFC 3339 timestamp with a zone");
        }
        try {
            return alive(fields, "Expiration", OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw fields.bad("Expiration", "not an RFC 3339 timestamp with a zone");
        }
    }

    private Instant alive(Fields fields, String name, Instant expiration) {
        if (!alive(expiration)) {
            throw fields.bad(name, "must be between 30 seconds and 36 hours ahead");
        }
        return expiration;
    }

    private boolean alive(Instant expiration) {
        Instant now = clock.instant();
        return expiration.isAfter(now.plus(SlotLoad.LEAST_LIFE)) && !expiration.isAfter(now.plus(LONGEST_LIFE));
    }

    private Partition partition(@Nullable Source source, String profile) {
        return source == null ? partition(profile) : Partition.ofRegion(source.region());
    }

    private Partition partition(String profile) {
        return partitions.of(profile).orElse(Partition.AWS);
    }
}
