package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The tokens that AWS has rejected although their time is not over, as after an administrator ended the session: access
 * tokens by the portal, refresh tokens by CreateToken. Each is remembered by its SHA-256, one empty file each in {@code
 * $XDG_CACHE_HOME/aws-sso/rejected-tokens}, so that no command, hint or server counts on it again.
 */
final class RejectedTokens {

    // The longest session of Identity Center lasts 90 days.
    private static final Duration KEPT = Duration.ofDays(90);

    private final Path directory;

    RejectedTokens(Environment environment) {
        this.directory = environment.cacheDirectory().resolve("rejected-tokens");
    }

    boolean contains(Secret token) {
        return Files.exists(directory.resolve(sha256(token)));
    }

    /** Remembers a token. A directory that cannot be written costs one more call each time, and nothing else. */
    void add(Secret token) {
        try {
            PrivateFiles.write(directory.resolve(sha256(token)), new byte[0]);
            removeOld();
        } catch (Problem.LocalFile e) {
            // Asked again the next time.
        }
    }

    private void removeOld() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                Instant newest = Files.getLastModifiedTime(directory).toInstant();
                if (written.plus(KEPT).isBefore(newest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Left for the next time.
        }
    }

    static String sha256(Secret token) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
