package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.platform.Sleeper;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.ConfigPaths;
import dev.awssso.profiles.Profile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sign-ins of {@code aws login}, which profiles name by {@code login_session}. This program makes none; it uses
 * and renews them, as current SDKs do (botocore, {@code LoginProvider}).
 */
public final class LoginSessions {

    private final Environment environment;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Supplier<LoginRenewal> renewal;

    /** @param renewal built when a sign-in has to be renewed */
    public LoginSessions(
            Environment environment, InstantSource clock, Sleeper sleeper, Supplier<LoginRenewal> renewal) {
        this.environment = environment;
        this.clock = clock;
        this.sleeper = sleeper;
        this.renewal = renewal;
    }

    /** The credentials of a profile's sign-in; empty when the profile names none. */
    Optional<CredentialSource> of(Profile profile) {
        return profile.get(ConfigKeys.LOGIN_SESSION).map(session -> {
            String region = WorkRegion.resolve(
                    new WorkRegion.Hints(null, profile.get(ConfigKeys.REGION).orElse(null), null, List.of()),
                    environment);
            return new LoginSessionSource(
                    profile.name(),
                    region,
                    new LoginSessionFile(directory(), hex(session), sleeper),
                    new LoginSessionSource.Services(clock, renewal));
        });
    }

    private Path directory() {
        return environment
                .get("AWS_LOGIN_CACHE_DIRECTORY")
                .map(path -> ConfigPaths.expand(path, environment))
                .orElseGet(() -> environment.home().resolve(".aws/login/cache"));
    }

    private static String hex(String session) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
