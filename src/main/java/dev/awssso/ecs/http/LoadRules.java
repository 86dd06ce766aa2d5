package dev.awssso.ecs.http;

import static dev.awssso.ecs.http.FieldRules.bad;
import static dev.awssso.ecs.http.FieldRules.required;

import dev.awssso.ecs.ProfilePartitions;
import dev.awssso.ecs.SlotLoad;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadRequest;
import dev.awssso.ecs.wire.Source;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.Partition;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Checks what a PUT wants to put into a slot. */
public final class LoadRules {

    private static final String RFC_3339 =
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)";
    private static final int LONGEST_SECRET_KEY = 256;
    private static final int LONGEST_TOKEN = 8192;
    private static final long MOST_SECONDS = 100_000_000_000L;
    private static final Duration LONGEST_LIFE = Duration.ofHours(36);

    private final InstantSource clock;
    private final ProfilePartitions partitions;
    private final SourceRules sources;

    public LoadRules(InstantSource clock, ProfilePartitions partitions, SourceRules sources) {
        this.clock = clock;
        this.partitions = partitions;
        this.sources = sources;
    }

    /** What a request puts into this slot. */
    SlotLoad check(LoadRequest request, SlotName slot, Caller caller) {
        SlotLoad load =
                request instanceof LoadRequest.Own own ? own(own, slot) : foreign((LoadRequest.OfAwsSsoCli) request);
        if (slot.named() && !slot.text().equals(load.profileName())) {
            throw new RequestRejected(
                    ProtocolError.of(ProtocolError.CONFLICT, "ProfileName does not match the slot in the URL."));
        }
        if (load.source() != null) {
            sources.permit(caller);
        }
        return load;
    }

    private SlotLoad foreign(LoadRequest.OfAwsSsoCli request) {
        LoadRequest.Creds creds = required("Creds", request.creds());
        String accessKeyId = accessKeyId("Creds.accessKeyId", creds.accessKeyId());
        Secret secretKey = secret("Creds.secretAccessKey", creds.secretAccessKey(), LONGEST_SECRET_KEY);
        Secret token = secret("Creds.sessionToken", creds.sessionToken(), LONGEST_TOKEN);
        Instant expiration = milliseconds("Creds.expiration", creds.expiration());
        AccountId account = required("Creds.accountId", creds.accountId());
        String roleName = FieldRules.roleName("Creds.roleName", creds.roleName());
        String profile = profile(request.profileName());
        RoleArn role = new RoleArn(partition(profile), account, "", roleName);
        return new SlotLoad(
                profile, new CredentialsDocument(accessKeyId, secretKey, token, expiration, account, role), null);
    }

    private SlotLoad own(LoadRequest.Own request, SlotName slot) {
        String accessKeyId = accessKeyId("AccessKeyId", request.accessKeyId());
        Secret secretKey = secret("SecretAccessKey", request.secretAccessKey(), LONGEST_SECRET_KEY);
        Secret token = secret("Token", request.token(), LONGEST_TOKEN);
        Instant expiration = timestamp(request.expiration());
        RoleArn arn = request.roleArn() == null ? null : FieldRules.roleArn("RoleArn", request.roleArn());
        AccountId account = account(request.accountId(), arn);
        String roleName = roleName(request.roleName(), arn);
        String profile = slot.named() && request.profileName() == null ? slot.text() : profile(request.profileName());
        Source source = null;
        if (request.source() != null) {
            source = sources.check(request.source());
            if (!source.finalAccount().equals(account)
                    || !source.finalRoleName().equals(roleName)) {
                throw bad("Source", "its role differs from the role of the credentials");
            }
        }
        RoleArn role = arn == null ? new RoleArn(partition(source, profile), account, "", roleName) : arn;
        return new SlotLoad(
                profile, new CredentialsDocument(accessKeyId, secretKey, token, expiration, account, role), source);
    }

    private static String accessKeyId(String path, @Nullable String value) {
        return FieldRules.text(
                path,
                value,
                16,
                128,
                c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }

    private static Secret secret(String path, @Nullable Secret value, int longest) {
        Secret secret = required(path, value);
        var unused = FieldRules.text(path, secret.reveal(), 1, longest, c -> c > ' ' && c < 0x7F);
        return secret;
    }

    private static AccountId account(@Nullable AccountId sent, @Nullable RoleArn arn) {
        if (arn == null) {
            return required("AccountId", sent);
        }
        if (sent != null && !arn.account().equals(sent)) {
            throw bad("RoleArn", "its account differs from AccountId");
        }
        return arn.account();
    }

    private static String roleName(@Nullable String sent, @Nullable RoleArn arn) {
        if (arn == null) {
            return FieldRules.roleName("RoleName", sent);
        }
        if (sent != null && !arn.name().equals(FieldRules.roleName("RoleName", sent))) {
            throw bad("RoleArn", "its role differs from RoleName");
        }
        return arn.name();
    }

    private static String profile(@Nullable String value) {
        return SlotName.parse(required("ProfileName", value))
                .orElseThrow(() -> bad("ProfileName", "not a valid slot name"))
                .text();
    }

    private Instant milliseconds(String path, @Nullable Long value) {
        long number = required(path, value);
        // No value that passes as milliseconds passes as seconds, so this is a hint and no second meaning.
        if (number > 0 && number < MOST_SECONDS && alive(Instant.ofEpochSecond(number))) {
            throw bad(path, "expiration must be milliseconds");
        }
        return alive(path, Instant.ofEpochMilli(number));
    }

    private Instant timestamp(@Nullable String value) {
        String text = required("Expiration", value);
        if (!text.matches(RFC_3339)) {
            throw bad("Expiration", "not an RFC 3339 timestamp with a zone");
        }
        try {
            return alive("Expiration", OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw bad("Expiration", "not an RFC 3339 timestamp with a zone");
        }
    }

    private Instant alive(String path, Instant expiration) {
        if (!alive(expiration)) {
            throw bad(path, "must be between 30 seconds and 36 hours ahead");
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
