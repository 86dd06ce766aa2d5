package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sign-ins in the shared token cache, found by the name that a server's load gives. Never a token. */
public final class KnownSignIns {

    /**
     * How a load names a sign-in.
     *
     * @param value the name of its session, or its start URL exactly as the sign-in was made with
     * @param session which of the two
     */
    public record Key(String value, boolean session) {}

    private final TokenCache cache;
    private final CachedTokens tokens;
    private final SignInRecords records;
    private final ConfiguredInstances configured;
    private final Path directory;
    private final RejectedTokens rejected;

    public KnownSignIns(Environment environment, Sleeper sleeper, Notes notes, ConfiguredInstances configured) {
        this.directory = SignIn.directory(environment);
        this.cache = new FileTokenCache(directory, sleeper, notes);
        this.tokens = new CachedTokens(cache, configured);
        this.records = new SignInRecords(directory, SharedLocks.directory(environment));
        this.configured = configured;
        this.rejected = new RejectedTokens(environment);
    }

    /** A text that differs after every change of a sign-in's file; empty when there is no file. */
    public Optional<String> stamp(Key key) {
        Optional<String> own = stamp(TokenName.of(key.value()));
        return own.isPresent() || key.session() ? own : stored(key).flatMap(stored -> stamp(stored.name()));
    }

    private Optional<String> stamp(TokenName name) {
        try {
            return Optional.of(FileStamp.of(directory.resolve(name.file())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // There, and not for us to see: nobody has signed out.
            return Optional.of("unreadable");
        }
    }

    /**
     * The instance of a sign-in, by the name of its file; also of one that has run out.
     *
     * @return empty when there is none, or when its file does not say where it belongs
     */
    public Optional<Instance> find(Key key) {
        return stored(key).map(CachedTokens.Stored::instance);
    }

    /** What tells the sign-in of this name from the one that another person made before; empty when there is none. */
    public Optional<String> id(Key key) {
        return stored(key).map(stored -> records.describe(stored.instance(), stored.token())
                .id());
    }

    /**
     * When a sign-in ends for good.
     *
     * @param at after this moment only a person continues it
     * @param registration whether the registration ends that refreshes the access token; else it is the access token
     */
    public record End(Instant at, boolean registration) {}

    /**
     * When the sign-in of this name ends, as far as its file tells: with the registration of a refresh token that is
     * usable, else with the access token. Empty when there is none, and when a refresh token has no known end.
     */
    public Optional<End> end(Key key, Instant now) {
        return stored(key).map(CachedTokens.Stored::token).flatMap(token -> end(token, now));
    }

    private Optional<End> end(TokenFile token, Instant now) {
        TokenFile.Client client = token.client();
        boolean usable = token.refreshable(now) && token.refresh() != null && !rejected.contains(token.refresh());
        if (!usable || client == null) {
            return Optional.of(new End(token.access().expiresAt(), false));
        }
        return Optional.ofNullable(client.expiresAt()).map(end -> new End(end, true));
    }

    private Optional<CachedTokens.Stored> stored(Key key) {
        Optional<CachedTokens.Stored> own = cache.read(TokenName.of(key.value()))
                .filter(token -> token.startUrl() != null && token.region() != null)
                .map(token -> new CachedTokens.Stored(instance(key, token), token));
        return own.isPresent() || key.session() ? own : otherName(key.value());
    }

    private static Instance instance(Key key, TokenFile token) {
        String startUrl = key.session() ? String.valueOf(token.startUrl()) : key.value();
        return new Instance(
                startUrl, String.valueOf(token.region()), key.session() ? key.value() : null, Instance.DEFAULT_SCOPES);
    }

    // A start URL may be served by another spelling, or by the one session that has it.
    private Optional<CachedTokens.Stored> otherName(String startUrl) {
        return sections().stream()
                .filter(section -> StartUrl.same(section.startUrl(), startUrl))
                .map(ConfiguredInstance::region)
                .distinct()
                .flatMap(region -> servedBy(new Instance(startUrl, region, null, Instance.DEFAULT_SCOPES)).stream())
                .findFirst();
    }

    private List<CachedTokens.Stored> servedBy(Instance instance) {
        try {
            return tokens.of(instance);
        } catch (Problem.Usage several) {
            return List.of();
        }
    }

    private List<ConfiguredInstance> sections() {
        try {
            return configured.all();
        } catch (Problem unreadable) {
            return List.of();
        }
    }
}
