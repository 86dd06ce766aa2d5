package dev.awssso.credentials;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys of a sign-in of {@code aws login}, renewed when they end soon, as botocore's LoginCredentialFetcher does. */
final class LoginSessionSource implements CredentialSource {

    /**
     * What renewing needs.
     *
     * @param clock in AWS's time
     * @param renewal built when it is needed
     */
    record Services(InstantSource clock, Supplier<LoginRenewal> renewal) {}

    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);

    private final String profile;
    private final String region;
    private final LoginSessionFile file;
    private final Services services;

    LoginSessionSource(String profile, String region, LoginSessionFile file, Services services) {
        this.profile = profile;
        this.region = region;
        this.file = file;
        this.services = services;
    }

    @Override
    public RoleCredentials fetch() {
        RoleCredentials keys = keys(document());
        return lasts(keys, RENEWED_BEFORE_END) ? keys : file.locked(this::renewLocked);
    }

    private RoleCredentials renewLocked() {
        JsonObject now = document();
        RoleCredentials keys = keys(now);
        if (lasts(keys, RENEWED_BEFORE_END)) {
            return keys;
        }
        file.requireRoom();
        try {
            JsonObject renewed = renew(now);
            file.write(renewed);
            return keys(renewed);
        } catch (Problem.Unreachable unreachable) {
            if (lasts(keys, Duration.ZERO)) {
                return keys;
            }
            throw unreachable;
        }
    }

    private boolean lasts(RoleCredentials keys, Duration atLeast) {
        Instant end = keys.expiresAt();
        return end != null && end.isAfter(services.clock().instant().plus(atLeast));
    }

    private JsonObject document() {
        return file.read()
                .orElseThrow(() -> new Problem.SignIn(
                        "profile \"" + profile + "\" is not signed in",
                        file.path() + " does not exist",
                        LoginRenewal.signIn(profile)));
    }

    private RoleCredentials keys(JsonObject document) {
        JsonObject keys = document.object("accessToken").orElseThrow(() -> missing("accessToken"));
        Instant end = Timestamps.parse(required(keys, "expiresAt"))
                .orElseThrow(() -> unusable("\"expiresAt\" is not a timestamp", null));
        return new RoleCredentials(
                required(keys, "accessKeyId"),
                Secret.of(required(keys, "secretAccessKey")),
                Secret.of(required(keys, "sessionToken")),
                end,
                keys.string("accountId")
                        .filter(digits -> digits.matches("[0-9]{12}"))
                        .map(AccountId::new)
                        .orElse(null));
    }

    private JsonObject renew(JsonObject document) {
        DpopKey key = DpopKey.parse(required(document, "dpopKey"))
                .orElseThrow(() -> unusable("\"dpopKey\" is not a P-256 private key", null));
        // The region where the sign-in was made wins over that of the profile (botocore).
        String where =
                document.string("signInRegion").filter(text -> !text.isEmpty()).orElse(region);
        LoginRenewal.Renewed renewed = services.renewal()
                .get()
                .renew(new LoginRenewal.Request(
                        profile,
                        where,
                        required(document, "clientId"),
                        Secret.of(required(document, "refreshToken")),
                        key));
        Instant end = services.clock().instant().plus(renewed.lifetime());
        JsonObject keys = document.object("accessToken")
                .orElseThrow()
                .with("accessKeyId", renewed.accessKeyId())
                .with("secretAccessKey", renewed.secretKey().reveal())
                .with("sessionToken", renewed.sessionToken().reveal())
                .with("expiresAt", Timestamps.format(end));
        return document.with("accessToken", keys)
                .with("refreshToken", renewed.refreshToken().reveal());
    }

    private String required(JsonObject object, String name) {
        return object.string(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
    }

    private Problem missing(String member) {
        return unusable("\"" + member + "\" is missing", null);
    }

    private Problem unusable(String why, @Nullable Throwable cause) {
        return new Problem.LocalFile("cannot use " + file.path(), why, LoginRenewal.signIn(profile), cause);
    }
}
