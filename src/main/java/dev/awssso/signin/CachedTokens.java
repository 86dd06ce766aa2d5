package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which token files belong to an instance. Other tools name them by the session or by the start URL as it happens to be
 * spelled, so several may hold a token of one instance.
 */
final class CachedTokens {

    /**
     * A token and the file it lies in.
     *
     * @param name the file, which a refresh writes again
     * @param token its content
     */
    record Stored(TokenName name, TokenFile token) {}

    private final TokenCache cache;
    private final ConfiguredInstances configured;

    CachedTokens(TokenCache cache, ConfiguredInstances configured) {
        this.cache = cache;
        this.configured = configured;
    }

    TokenCache cache() {
        return cache;
    }

    /** The tokens of the instance, the longest-lived first, ties in the order of {@link #names}. */
    List<Stored> of(Instance instance) {
        List<Stored> found = new ArrayList<>();
        for (TokenName name : names(instance)) {
            cache.read(name)
                    .filter(token -> token.fits(instance))
                    .ifPresent(token -> found.add(new Stored(name, token)));
        }
        found.sort(Comparator.comparing(
                (Stored stored) -> stored.token().access().expiresAt(), Comparator.reverseOrder()));
        return found;
    }

    /** The file that a new sign-in at the instance is written to. */
    TokenName target(Instance instance) {
        if (instance.sessionName() != null) {
            return TokenName.of(instance.sessionName());
        }
        return matching(instance).stream()
                .filter(section -> section.sessionName() != null)
                .findFirst()
                .map(section -> TokenName.of(String.valueOf(section.sessionName())))
                .orElseGet(() -> TokenName.of(instance.startUrl()));
    }

    /** The files in which a token of the instance may lie, the likeliest first. */
    Set<TokenName> names(Instance instance) {
        Set<TokenName> names = new LinkedHashSet<>();
        if (instance.sessionName() != null) {
            names.add(TokenName.of(instance.sessionName()));
        }
        List<ConfiguredInstance> matching = matching(instance);
        for (ConfiguredInstance section : matching) {
            if (section.sessionName() != null) {
                names.add(TokenName.of(section.sessionName()));
            }
        }
        names.add(TokenName.of(instance.startUrl()));
        matching.forEach(section -> names.add(TokenName.of(section.startUrl())));
        String normal = StartUrl.normal(instance.startUrl());
        names.add(TokenName.of(normal));
        names.add(TokenName.of(normal + "/"));
        return names;
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
