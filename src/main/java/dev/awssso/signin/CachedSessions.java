package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        EXPIRED
    }

    /**
     * One session.
     *
     * @param sessionName the {@code [sso-session]} that its file is named by, where it is one
     * @param startUrl the instance, where the file says it
     * @param region its region, where the file says it
     * @param expiresAt when the access token ends
     * @param state what it is good for
     * @param refreshable whether it goes on by itself
     */
    public record Session(
            @Nullable String sessionName,
            @Nullable String startUrl,
            @Nullable String region,
            Instant expiresAt,
            State state,
            boolean refreshable) {

        /** True when it is a session of this instance. */
        public boolean at(Instance instance) {
            return (startUrl == null || StartUrl.same(startUrl, instance.startUrl()))
                    && (region == null || region.equals(instance.region()));
        }
    }

    private final TokenCache cache;
    private final ConfiguredInstances configured;
    private final InstantSource clock;

    public CachedSessions(Environment environment, ConfiguredInstances configured, InstantSource clock, Notes notes) {
        this.cache = new FileTokenCache(SignIn.directory(environment), duration -> {}, notes);
        this.configured = configured;
        this.clock = clock;
    }

    /** All of them, in no particular order of meaning. */
    public List<Session> all() {
        Map<TokenName, String> sessionNames = new HashMap<>();
        namesOrNone().forEach(name -> sessionNames.put(TokenName.of(name), name));
        List<Session> sessions = new ArrayList<>();
        for (TokenName name : cache.names()) {
            cache.read(name).ifPresent(token -> sessions.add(session(sessionNames.get(name), token)));
        }
        return sessions;
    }

    private Session session(@Nullable String name, TokenFile token) {
        Instant now = clock.instant();
        boolean refreshable = token.refreshable(now);
        Instant end = token.access().expiresAt();
        State expired = refreshable ? State.REFRESHABLE : State.EXPIRED;
        return new Session(
                name, token.startUrl(), token.region(), end, end.isAfter(now) ? State.VALID : expired, refreshable);
    }

    private List<String> namesOrNone() {
        try {
            return configured.sessionNames();
        } catch (Problem unreadable) {
            return List.of();
        }
    }
}
