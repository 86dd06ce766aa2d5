package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleCacheName;
import dev.awssso.roles.RoleSelection;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SavedSignIn;
import dev.awssso.signin.SharedLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final Function<Instance, Optional<SavedSignIn>> signIns;
    private final SharedLocks locks;
    private final InstantSource clock;
    private final Notes notes;

    /**
     * The cache of this home.
     *
     * @param signIns shows which sign-in serves an instance
     */
    public RoleCredentialCache(
            Environment environment,
            Function<Instance, Optional<SavedSignIn>> signIns,
            SharedLocks locks,
            InstantSource clock,
            Notes notes) {
        this.directory = environment.home().resolve(".aws").resolve("cli").resolve("cache");
        this.signIns = signIns;
        this.locks = locks;
        this.clock = clock;
        this.notes = notes;
    }

    /** The same source behind the cache. */
    CredentialSource before(RoleSelection selection, CredentialSource source) {
        return () -> credentials(selection, source);
    }

    // The file is named after the token file that serves, since that is whose keys they are.
    private RoleCredentials credentials(RoleSelection selection, CredentialSource source) {
        Optional<SavedSignIn> signIn = signIns.apply(selection.instance());
        if (signIn.isEmpty()) {
            return source.fetch();
        }
        Path file = directory.resolve(RoleCacheName.of(signIn.get().instance(), selection.role()));
        Optional<RoleCredentials> cached = read(file, selection, signIn.get()).filter(this::fresh);
        if (cached.isPresent()) {
            return cached.get();
        }
        FileLock held = locks.acquire(file, LONGEST_WAIT, () -> {});
        try {
            return fetch(file, selection, source, signIn.get());
        } finally {
            held.close();
        }
    }

    private RoleCredentials fetch(Path file, RoleSelection selection, CredentialSource source, SavedSignIn signIn) {
        Optional<RoleCredentials> stored = read(file, selection, signIn);
        Optional<RoleCredentials> byAnother = stored.filter(this::fresh);
        if (byAnother.isPresent()) {
            return byAnother.get();
        }
        try {
            RoleCredentials fetched = source.fetch();
            PrivateFiles.write(file, document(fetched).getBytes(StandardCharsets.US_ASCII));
            // Somebody else signed in meanwhile: nobody can say whose these are.
            if (signIns.apply(selection.instance())
                    .filter(now -> same(signIn, now))
                    .isEmpty()) {
                PrivateFiles.delete(file);
            }
            return fetched;
        } catch (Problem.Unreachable | Problem.SignIn failure) {
            RoleCredentials last = stored.filter(this::usable).orElseThrow(() -> failure);
            notes.note(failure.what() + "; using the cached credentials, which are still valid");
            return last;
        }
    }

    private static boolean same(SavedSignIn before, SavedSignIn now) {
        return now.id().equals(before.id())
                && now.instance().signInName().equals(before.instance().signInName());
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

    // Whoever wrote it: what cannot be understood is as good as nothing, and so are keys from before somebody signed
    // in.
    private static Optional<RoleCredentials> read(Path file, RoleSelection selection, SavedSignIn signIn) {
        try {
            if (!FileStamp.changedAt(file).isAfter(signIn.since())) {
                return Optional.empty();
            }
            return PrivateFiles.readCached(file)
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
        } catch (JsonException | IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }
}
