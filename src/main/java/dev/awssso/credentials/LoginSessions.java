package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigPaths;
import dev.awssso.profiles.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
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
        return LoginProfile.of(profile, environment).map(this::open);
    }

    /** The credentials of a sign-in, renewed when they end soon. Nothing is read before they are fetched. */
    public CredentialSource open(LoginProfile login) {
        return new LoginSessionSource(
                login.name(), login.region(), file(login), new LoginSessionSource.Services(clock, renewal));
    }

    /** A text that differs after every change of the sign-in's file; empty when there is no file. */
    public Optional<String> stamp(LoginProfile login) {
        try {
            return Optional.of(FileStamp.of(file(login).path()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // There, and not for us to see: nobody has signed out.
            return Optional.of("unreadable");
        }
    }

    /**
     * What tells the sign-in from any other under its name: the digest of its key, which every {@code aws login} makes
     * again and no renewal changes. Empty when there is none that can be read.
     */
    public Optional<String> id(LoginProfile login) {
        try {
            return file(login)
                    .read()
                    .flatMap(document -> document.string("dpopKey"))
                    .map(LoginSessions::hex);
        } catch (Problem.LocalFile unreadable) {
            return Optional.empty();
        }
    }

    private LoginSessionFile file(LoginProfile login) {
        return new LoginSessionFile(directory(), hex(login.session()), sleeper);
    }

    private Path directory() {
        return environment
                .get("AWS_LOGIN_CACHE_DIRECTORY")
                .map(path -> ConfigPaths.expand(path, environment))
                .orElseGet(() -> environment.home().resolve(".aws/login/cache"));
    }

    private static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
