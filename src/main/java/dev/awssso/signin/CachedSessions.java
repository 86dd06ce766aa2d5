package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is signed in on this machine, by the token files of all tools. */
public final class CachedSessions {

    /** What a session is good for. */
    public enum State {
        /** There is time left. */
        VALID,
        /** The time is over, and the next command gets more without asking anybody. */
        REFRESHABLE,
        /** A person must sign in. */
        EXPIRED,
        /** AWS does not accept it any longer, although its time is not over. */
        REJECTED
    }

    /**
     * One sign-in.
     *
     * @param file its token file
     * @param sessionName the {@code [sso-session]} that its file is named by, where it is one
     * @param startUrl the instance, where the file says it
     * @param region its region, where the file says it
     * @param expiresAt when the access token ends
     * @param state what it is good for
     * @param refreshable whether it is renewed automatically
     * @param used whether a profile, a session or its own start URL leads to its file
     */
    public record Session(
            Path file,
            @Nullable String sessionName,
            @Nullable String startUrl,
            @Nullable String region,
            Instant expiresAt,
            State state,
            boolean refreshable,
            boolean used) {

        /** True when the next command can work with it, for at least so long or after a refresh. */
        public boolean good(Instant until) {
            return used && (refreshable || expiresAt.isAfter(until)) && state != State.REJECTED;
        }
    }

    private final Path directory;
    private final TokenCache cache;
    private final CachedTokens tokens;
    private final RejectedTokens rejected;
    private final ConfiguredInstances configured;
    private final InstantSource clock;

    public CachedSessions(Environment environment, ConfiguredInstances configured, InstantSource clock, Notes notes) {
        this.directory = SignIn.directory(environment);
        this.cache = new FileTokenCache(directory, duration -> {}, notes);
        this.tokens = new CachedTokens(cache, configured);
        this.rejected = new RejectedTokens(environment);
        this.configured = configured;
        this.clock = clock;
    }

    /** All of them, in no particular order of meaning. */
    public List<Session> all() {
        Map<TokenName, String> sessionNames = new HashMap<>();
        namesOrNone().forEach(name -> sessionNames.put(TokenName.of(name), name));
        Set<TokenName> profiles = profiles();
        List<Session> sessions = new ArrayList<>();
        for (TokenName name : cache.names()) {
            cache.read(name).ifPresent(token -> {
                boolean used = sessionNames.containsKey(name) || profiles.contains(name) || byStartUrl(name, token);
                sessions.add(session(name, sessionNames.get(name), token, used));
            });
        }
        return sessions;
    }

    /** Those that serve this instance. */
    public List<Session> of(Instance instance) {
        Set<Path> files = new HashSet<>();
        tokens.filed(instance)
                .forEach(one -> files.add(directory.resolve(TokenName.of(one).file())));
        return all().stream().filter(session -> files.contains(session.file())).toList();
    }

    private Session session(TokenName name, @Nullable String sessionName, TokenFile token, boolean used) {
        Instant now = clock.instant();
        boolean refreshable = token.refresh() != null && token.refreshable(now) && !rejected.contains(token.refresh());
        Instant end = token.access().expiresAt();
        State state = refreshable ? State.REFRESHABLE : State.EXPIRED;
        if (end.isAfter(now)) {
            state = rejected.contains(token.access().value()) ? State.REJECTED : State.VALID;
        }
        return new Session(
                directory.resolve(name.file()),
                sessionName,
                token.startUrl(),
                token.region(),
                end,
                state,
                refreshable,
                used);
    }

    // Start URLs of profiles, in each spelling that serves them.
    private Set<TokenName> profiles() {
        Set<TokenName> names = new HashSet<>();
        allOrNone().stream()
                .filter(section -> section.sessionName() == null)
                .flatMap(
                        profile -> tokens
                                .filed(new Instance(
                                        profile.startUrl(), profile.region(), null, Instance.DEFAULT_SCOPES))
                                .stream())
                .forEach(filed -> names.add(TokenName.of(filed)));
        return names;
    }

    private static boolean byStartUrl(TokenName name, TokenFile token) {
        if (token.startUrl() == null) {
            return false;
        }
        String normal = StartUrl.normal(token.startUrl());
        return Stream.of(token.startUrl(), normal, normal + "/")
                .map(TokenName::of)
                .anyMatch(name::equals);
    }

    private List<ConfiguredInstance> allOrNone() {
        try {
            return configured.all();
        } catch (Problem unreadable) {
            return List.of();
        }
    }

    private List<String> namesOrNone() {
        try {
            return configured.sessionNames();
        } catch (Problem unreadable) {
            return List.of();
        }
    }
}
