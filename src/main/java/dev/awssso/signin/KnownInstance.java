package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One instance with every place that names it.
 *
 * @param startUrl as the place spells it that counts most: the first session, else the first profile
 * @param region its region
 * @param sessionName the session, where exactly one has it
 * @param scopes the scopes of the first session
 * @param sources the places as they are named to a person
 */
record KnownInstance(
        String startUrl, String region, @Nullable String sessionName, List<String> scopes, List<String> sources) {

    private static final int SHOWN_SOURCES = 3;
    private static final Comparator<KnownInstance> BY_URL_THEN_REGION =
            Comparator.comparing(KnownInstance::startUrl).thenComparing(KnownInstance::region);

    /** The instances of these sections, those with equal normal form and region as one, sorted by URL and region. */
    static List<KnownInstance> merge(List<ConfiguredInstance> sections) {
        Map<List<String>, List<ConfiguredInstance>> groups = new LinkedHashMap<>();
        for (ConfiguredInstance section : sections) {
            groups.computeIfAbsent(
                            List.of(StartUrl.normal(section.startUrl()), section.region()), key -> new ArrayList<>())
                    .add(section);
        }
        return groups.values().stream()
                .map(KnownInstance::ofGroup)
                .sorted(BY_URL_THEN_REGION)
                .toList();
    }

    private static KnownInstance ofGroup(List<ConfiguredInstance> group) {
        ConfiguredInstance first = group.stream()
                .filter(section -> section.sessionName() != null)
                .findFirst()
                .orElse(group.get(0));
        List<String> sessions = group.stream()
                .flatMap(section -> Optional.ofNullable(section.sessionName()).stream())
                .distinct()
                .toList();
        return new KnownInstance(
                first.startUrl(),
                first.region(),
                sessions.size() == 1 ? sessions.get(0) : null,
                first.scopes(),
                group.stream().map(ConfiguredInstance::source).toList());
    }

    /** A place that is no section: a token file. */
    static KnownInstance ofTokenFile(String startUrl, String region) {
        return new KnownInstance(startUrl, region, null, Instance.DEFAULT_SCOPES, List.of("[token cache]"));
    }

    /** The line of a list to choose from. */
    String line() {
        String shown = String.join(", ", sources.subList(0, Math.min(SHOWN_SOURCES, sources.size())));
        String more = sources.size() > SHOWN_SOURCES ? " and " + (sources.size() - SHOWN_SOURCES) + " more" : "";
        return ForeignText.clean("  " + startUrl + "  " + region + "  " + shown + more);
    }

    /** The instance: by the start URL that a person gave, where one did, else by its session where it has one. */
    Instance instance(@Nullable String givenUrl) {
        return givenUrl == null
                ? new Instance(startUrl, region, sessionName, scopes)
                : new Instance(givenUrl, region, null, scopes);
    }
}
