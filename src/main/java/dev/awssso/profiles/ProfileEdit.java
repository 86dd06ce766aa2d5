package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes or changes one profile: {@code configure profile}. Keys that are not spoken of stay as they are. */
public final class ProfileEdit {

    /**
     * What the profile is to say; null leaves a part as it is.
     *
     * @param name the profile
     * @param portal where to sign in; needed for a new profile
     * @param style how the profile names the portal
     * @param role the role; needed for a new profile
     * @param region {@code region}
     * @param output {@code output}
     * @param program the path of this program, for a {@code credential_process} line
     */
    public record Wish(
            String name,
            @Nullable Portal portal,
            ProfileRules.Style style,
            @Nullable RoleRef role,
            @Nullable String region,
            @Nullable String output,
            @Nullable String program) {

        /** Checks what a person typed, but for the name, which may be an old one. */
        public Wish {
            if (region != null) {
                RegionRules.checked("--region", region);
            }
            if (output != null) {
                ConfigValue.checked("--output", output);
            }
            if (program != null) {
                ProfileRules.checkedProgram(program);
            }
        }
    }

    private static final Set<String> LEGACY_KEYS = Set.of(ConfigKeys.SSO_START_URL, ConfigKeys.SSO_REGION);

    private final Wish wish;

    public ProfileEdit(Wish wish) {
        this.wish = wish;
    }

    /** What would change; nothing is written. */
    public ConfigChange preview(ConfigStore store) {
        return store.preview(this::apply);
    }

    /** Changes the file. */
    public ConfigChange write(ConfigStore store) {
        return store.change(this::apply);
    }

    private List<String> apply(ConfigEditor editor) {
        List<String> notes = new ArrayList<>();
        Portal portal = wish.portal();
        if (portal != null && wish.style() == ProfileRules.Style.SESSION) {
            ConfigEntry session = portal.section();
            if (editor.section(session.name().kind(), session.name().name()).isEmpty()) {
                editor.append(session.name(), session.lines());
            }
        }
        EditLine header = editor.section(SectionName.Kind.PROFILE, wish.name()).orElse(null);
        if (header == null) {
            append(editor);
            return notes;
        }
        values().forEach((key, value) -> editor.set(header, key, value));
        if (portal != null) {
            (wish.style() == ProfileRules.Style.SESSION ? LEGACY_KEYS : Set.of(ConfigKeys.SSO_SESSION))
                    .forEach(key -> editor.mergedWith(header).forEach(section -> editor.unset(section, key)));
        }
        if (wish.role() != null && editor.property(header, ConfigKeys.ROLE_ARN).isPresent()) {
            notes.add("profile " + ForeignText.clean(wish.name())
                    + " has a role_arn, which takes precedence over its sso keys in SDKs");
        }
        return notes;
    }

    private void append(ConfigEditor editor) {
        ConfigValue.checkedName("profile", wish.name());
        if (wish.portal() == null || wish.role() == null) {
            throw new Problem.Usage(
                    "profile \"" + wish.name() + "\" does not exist, and a new profile requires a role and a start URL",
                    "use --account-id, --role-name, --sso-start-url and --sso-region",
                    null);
        }
        List<String> lines = new ArrayList<>();
        values().forEach((key, value) -> lines.add(ConfigEntry.line(key, value)));
        editor.append(SectionName.of(SectionName.Kind.PROFILE, wish.name()), lines);
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        Portal portal = wish.portal();
        if (portal != null && wish.style() == ProfileRules.Style.SESSION) {
            values.put(ConfigKeys.SSO_SESSION, portal.sessionName());
        } else if (portal != null && portal.startUrl() != null) {
            values.put(ConfigKeys.SSO_START_URL, portal.startUrl());
            values.put(ConfigKeys.SSO_REGION, portal.region());
        }
        RoleRef role = wish.role();
        if (role != null) {
            values.put(ConfigKeys.SSO_ACCOUNT_ID, role.account().digits());
            values.put(ConfigKeys.SSO_ROLE_NAME, role.roleName());
        }
        put(values, ConfigKeys.REGION, wish.region());
        put(values, ConfigKeys.OUTPUT, wish.output());
        if (wish.program() != null) {
            values.put(ConfigKeys.CREDENTIAL_PROCESS, process(wish.program(), role));
        }
        return values;
    }

    private String process(String program, @Nullable RoleRef role) {
        String session = wish.portal() == null ? "" : wish.portal().sessionName();
        return ProfileRules.process(program, wish.name(), role, session)
                .orElseThrow(() -> new Problem.Usage(
                        "profile \"" + ForeignText.clean(wish.name())
                                + "\" cannot be used in a credential_process line",
                        "SDKs would split or expand its name; use another profile name",
                        null));
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
