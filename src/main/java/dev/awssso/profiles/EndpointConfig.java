package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A config file of its own, whose profiles lead to other endpoints than those of AWS: one {@code [services]} section
 * that every profile names (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
 *
 * @param rules what the profiles look like
 * @param endpoints URL of each service by its name there: {@code sso}, {@code sso_oidc}, {@code sts}, {@code signin}
 * @param keys more keys for each profile
 */
public record EndpointConfig(ProfileRules rules, Map<String, String> endpoints, Map<String, String> keys) {

    private static final String ENDPOINT_URL = "endpoint_url";
    private static final String SERVICES = "services";

    /** The whole text. The first profile stands under {@code [default]} as well. */
    public String text(List<ProfileName> names) {
        List<String> sections = new ArrayList<>();
        sections.add(rules.portal().section().text());
        sections.add(services().text());
        names.stream().limit(1).forEach(first -> sections.add(profile(SectionName.DEFAULT, first)));
        names.forEach(named -> sections.add(profile(named.name(), named)));
        return String.join("\n", sections);
    }

    private ConfigEntry services() {
        List<String> lines = new ArrayList<>();
        endpoints.forEach((service, url) -> {
            lines.add(service + " =");
            lines.add("  " + ConfigEntry.line(ENDPOINT_URL, url));
        });
        return new ConfigEntry(SectionName.of(SectionName.Kind.SERVICES, name()), lines);
    }

    private String profile(String name, ProfileName named) {
        List<String> lines =
                new ArrayList<>(rules.profile(name, named.assignment()).lines());
        lines.add(ConfigEntry.line(SERVICES, name()));
        keys.forEach((key, value) -> lines.add(ConfigEntry.line(key, value)));
        return new ConfigEntry(SectionName.of(SectionName.Kind.PROFILE, name), lines).text();
    }

    private String name() {
        return rules.portal().sessionName();
    }
}
