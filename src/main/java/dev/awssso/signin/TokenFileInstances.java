package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import java.util.List;
import java.util.Optional;

/** The instances that token files name, for a person whose config file names none. */
final class TokenFileInstances {

    private TokenFileInstances() {}

    /** Every distinct instance of the shared token cache, sorted by URL and region. */
    static List<KnownInstance> in(Environment environment) {
        TokenCache cache = new FileTokenCache(SignIn.directory(environment), duration -> {}, Notes.none());
        return cache.names().stream()
                .map(cache::read)
                .flatMap(Optional::stream)
                .filter(token -> token.startUrl() != null && token.region() != null)
                .map(token -> ConfiguredInstance.ofProfile(
                        "token cache", String.valueOf(token.startUrl()), String.valueOf(token.region())))
                .collect(java.util.stream.Collectors.collectingAndThen(
                        java.util.stream.Collectors.toList(), KnownInstance::merge))
                .stream()
                .map(known -> KnownInstance.ofTokenFile(known.startUrl(), known.region()))
                .toList();
    }
}
