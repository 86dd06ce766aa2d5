package dev.awssso.profiles;

import dev.awssso.roles.RoleArn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile that assumes a role on top of a profile of Identity Center.
 *
 * @param name its own name
 * @param source the name of the profile it starts from
 * @param role the role to assume
 * @param region a region of its own; null for the one of all
 */
public record ArnProfile(String name, String source, RoleArn role, @Nullable String region) {

    // What the role's session is called where nothing else is known.
    private static final String SESSION_NAME = "aws-sso";

    // source_profile stays bare: quotes would become a part of the name.
    ConfigEntry entry(ProfileRules rules) {
        List<String> lines = new ArrayList<>();
        lines.add(ConfigEntry.line(ConfigKeys.SOURCE_PROFILE, source));
        lines.add(ConfigEntry.line(ConfigKeys.ROLE_ARN, role.toString()));
        lines.add(ConfigEntry.line(ConfigKeys.ROLE_SESSION_NAME, SESSION_NAME));
        String general = rules.regions().general();
        if (region != null) {
            lines.add(ConfigEntry.line(ConfigKeys.REGION, region));
        } else if (general != null) {
            lines.add(ConfigEntry.line(ConfigKeys.REGION, general));
        } else {
            lines.add("#" + ConfigEntry.line(ConfigKeys.REGION, rules.portal().region()));
        }
        return new ConfigEntry(SectionName.of(SectionName.Kind.PROFILE, name), lines);
    }
}
