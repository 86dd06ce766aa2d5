package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which token file serves an instance. A session is served by the file that is named after it and by no other: two
 * sessions of one start URL are two sign-ins, very likely of two people. A start URL is served by the file of that
 * spelling, by that of another spelling, or by the session's where exactly one session has it.
 */
final class CachedTokens {

    /**
     * A token and the file that contains it.
     *
     * @param instance the instance by the name of the file, which a refresh writes again
     * @param token its content
     */
    record Stored(Instance instance, TokenFile token) {

        TokenName name() {
            return TokenName.of(instance);
        }
    }

    private final TokenCache cache;
    private final ConfiguredInstances configured;

    CachedTokens(TokenCache cache, ConfiguredInstances configured) {
        this.cache = cache;
        this.configured = configured;
    }

    TokenCache cache() {
        return cache;
    }

    /**
     * The tokens that serve the instance, those come first that go before the others.
     *
     * @throws Problem.Usage when it is asked for by a start URL that has no file of its own, but several sessions
     */
    List<Stored> of(Instance instance) {
        List<Stored> found = present(instance);
        if (found.isEmpty() && instance.sessionName() == null) {
            requireOneSession(instance, sessions(instance));
        }
        return found;
    }

    /**
     * The same before a person signs in: a start URL that a profile spells has a file to be written.
     *
     * @throws Problem.Usage when the start URL has several sessions and no profile of its own
     */
    List<Stored> beforeSignIn(Instance instance) {
        boolean ofProfile = matching(instance).stream().anyMatch(section -> section.sessionName() == null);
        return ofProfile ? present(instance) : of(instance);
    }

    /** The token of this very name, if it is there. */
    Optional<Stored> named(Instance filed) {
        return cache.read(TokenName.of(filed))
                .filter(token -> token.fits(filed))
                .map(token -> new Stored(filed, token));
    }

    private List<Stored> present(Instance instance) {
        return filed(instance).stream().flatMap(one -> named(one).stream()).toList();
    }

    /** The instance under each name by which its token file may be named, in the order in which they serve it. */
    List<Instance> filed(Instance instance) {
        if (instance.sessionName() != null) {
            return List.of(instance);
        }
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(instance.startUrl());
        matching(instance).stream()
                .filter(section -> section.sessionName() == null)
                .forEach(profile -> spellings.add(profile.startUrl()));
        String normal = StartUrl.normal(instance.startUrl());
        spellings.add(normal);
        spellings.add(normal + "/");
        List<Instance> filed = new ArrayList<>();
        spellings.forEach(url -> filed.add(instance.byStartUrl(url)));
        List<String> sessions = sessions(instance);
        if (sessions.size() == 1) {
            filed.add(instance.bySession(sessions.get(0)));
        }
        return filed;
    }

    private List<String> sessions(Instance instance) {
        return matching(instance).stream()
                .flatMap(section -> Optional.ofNullable(section.sessionName()).stream())
                .distinct()
                .toList();
    }

    private static void requireOneSession(Instance instance, List<String> sessions) {
        if (sessions.size() > 1) {
            throw new Problem.Usage(
                    sessions.size() + " sessions have the start URL \"" + ForeignText.clean(instance.startUrl())
                            + "\" in " + instance.region() + ", please specify one with --sso-session:",
                    null,
                    sessions.stream()
                            .map(name -> "  " + ForeignText.clean(name))
                            .toList(),
                    null);
        }
    }

    private List<ConfiguredInstance> matching(Instance instance) {
        try {
            return configured.all().stream()
                    .filter(section -> section.is(instance.startUrl(), instance.region()))
                    .toList();
        } catch (Problem unreadable) {
            // An instance that was named in full must not fail by the config file.
            return List.of();
        }
    }
}
