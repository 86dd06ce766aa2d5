package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Sleeper;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleSelection;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.Instance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The role credentials in {@code ~/.aws/cli/cache}, which the AWS CLI keeps there and this program shares with it
 * (botocore, SSOCredentialFetcher). Any number of processes that find them stale make one call.
 */
public final class RoleCredentialCache {

    // botocore treats what has less left as expired.
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Path directory;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Notes notes;

    public RoleCredentialCache(Environment environment, InstantSource clock, Sleeper sleeper, Notes notes) {
        this.directory = environment.home().resolve(".aws").resolve("cli").resolve("cache");
        this.clock = clock;
        this.sleeper = sleeper;
        this.notes = notes;
    }

    /** The same source behind the cache. */
    CredentialSource before(RoleSelection selection, CredentialSource source) {
        return () -> credentials(selection, source);
    }

    private RoleCredentials credentials(RoleSelection selection, CredentialSource source) {
        String name = name(selection);
        Path file = directory.resolve(name + ".json");
        Optional<RoleCredentials> cached = read(file, selection).filter(this::fresh);
        if (cached.isPresent()) {
            return cached.get();
        }
        Path lock = directory.resolve("." + name + ".aws-sso.lock");
        FileLock held = FileLock.acquire(lock, LONGEST_WAIT, sleeper);
        try {
            return fetch(file, selection, source);
        } finally {
            held.close();
        }
    }

    private RoleCredentials fetch(Path file, RoleSelection selection, CredentialSource source) {
        Optional<RoleCredentials> stored = read(file, selection);
        Optional<RoleCredentials> byAnother = stored.filter(this::fresh);
        if (byAnother.isPresent()) {
            return byAnother.get();
        }
        try {
            RoleCredentials fetched = source.fetch();
            PrivateFiles.write(file, document(fetched).getBytes(StandardCharsets.US_ASCII));
            return fetched;
        } catch (Problem.Unreachable | Problem.SignIn failure) {
            RoleCredentials last = stored.filter(this::usable).orElseThrow(() -> failure);
            notes.note(failure.what() + "; the cached credentials are still good for a while");
            return last;
        }
    }

    private boolean fresh(RoleCredentials credentials) {
        return endsAfter(credentials, clock.instant().plus(FRESH));
    }

    private boolean usable(RoleCredentials credentials) {
        return endsAfter(credentials, clock.instant().plus(RenewalState.MARGIN));
    }

    private static boolean endsAfter(RoleCredentials credentials, Instant moment) {
        return credentials.expiresAt() != null && credentials.expiresAt().isAfter(moment);
    }

    /** The name of the file: SHA-1 over compact JSON with sorted keys. */
    static String name(RoleSelection selection) {
        Map<String, String> key = new TreeMap<>();
        key.put("accountId", selection.role().account().digits());
        key.put("roleName", selection.role().roleName());
        Instance instance = selection.instance();
        if (instance.sessionName() == null) {
            key.put("startUrl", instance.startUrl());
        } else {
            key.put("sessionName", instance.sessionName());
        }
        byte[] text = JsonStyle.COMPACT.write(JsonObject.of(key)).getBytes(StandardCharsets.US_ASCII);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    private static String document(RoleCredentials credentials) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("AccessKeyId", credentials.accessKeyId());
        keys.put("SecretAccessKey", credentials.secretKey().reveal());
        keys.put(
                "SessionToken",
                credentials.sessionToken() == null
                        ? null
                        : credentials.sessionToken().reveal());
        keys.put("Expiration", credentials.expiry().map(Timestamps::format).orElse(null));
        keys.put(
                "AccountId",
                credentials.accountId() == null ? null : credentials.accountId().digits());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ProviderType", "sso");
        document.put("Credentials", JsonObject.of(keys));
        return JsonStyle.PYTHON.write(JsonObject.of(document));
    }

    // Whoever wrote it: what cannot be understood is as good as nothing.
    private static Optional<RoleCredentials> read(Path file, RoleSelection selection) {
        try {
            return PrivateFiles.read(file)
                    .map(JsonObject::parse)
                    .flatMap(document -> document.object("Credentials"))
                    .flatMap(keys -> keys.string("AccessKeyId").flatMap(id -> keys.string("SecretAccessKey")
                            .flatMap(secret -> keys.string("SessionToken").flatMap(token -> keys.string("Expiration")
                                    .flatMap(Timestamps::parse)
                                    .map(expiry -> new RoleCredentials(
                                            id,
                                            Secret.of(secret),
                                            Secret.of(token),
                                            expiry,
                                            selection.role().account()))))));
        } catch (JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
