package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Notes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The sign-ins in the shared token cache, found by the very key that they were made with. Never a token. */
public final class KnownSignIns {

    /**
     * What a sign-in was made for.
     *
     * @param startUrl the instance's start URL
     * @param region the instance's region
     */
    public record Place(String startUrl, String region) {}

    private final TokenCache cache;
    private final Path directory;

    public KnownSignIns(Environment environment, Sleeper sleeper, Notes notes) {
        this.directory = SignIn.directory(environment);
        this.cache = new FileTokenCache(directory, sleeper, notes);
    }

    /** A text that differs after every change of a sign-in's file; empty when there is no file. */
    public Optional<String> stamp(String key) {
        try {
            return Optional.of(FileStamp.of(directory.resolve(TokenName.of(key).file())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // There, and not for us to see: nobody has signed out.
            return Optional.of("unreadable");
        }
    }

    /**
     * Where a sign-in belongs, also one that has run out.
     *
     * @param key the name of its session, or else its start URL exactly as it was given
     * @return empty when there is none, or when its file does not say where it belongs
     */
    public Optional<Place> find(String key) {
        return cache.read(TokenName.of(key))
                .filter(token -> token.startUrl() != null && token.region() != null)
                .map(token -> new Place(String.valueOf(token.startUrl()), String.valueOf(token.region())));
    }
}
