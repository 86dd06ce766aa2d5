package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a generated profile looks like.
 *
 * @param portal where to sign in
 * @param style how a profile names the portal
 * @param regions which region it gets
 * @param program the absolute path of this program, for a {@code credential_process} line; null for none
 */
public record ProfileRules(Portal portal, Style style, RegionRules regions, @Nullable String program) {

    private static final String PROGRAM_OPTION = " --credential-process --program ";

    /** How a profile names its Identity Center instance. */
    public enum Style {
        /** By {@code sso_session}, which refreshes by itself. */
        SESSION,
        /** With start URL and region of its own, for SDKs that know no sso-session. */
        LEGACY
    }

    /**
     * Rules for profiles.
     *
     * @throws Problem.Usage for what cannot be written
     */
    public ProfileRules {
        if (program != null) {
            checkedProgram(program);
        }
        if (style == Style.LEGACY && portal.startUrl() == null) {
            throw new Problem.Usage("--sso-start-url is required to write profiles without sso-session", null, null);
        }
    }

    /** The keys that name the role, whatever the style. */
    List<String> roleLines(Assignment assignment) {
        List<String> lines = new ArrayList<>();
        String startUrl = portal.startUrl();
        if (style == Style.SESSION) {
            lines.add(ConfigEntry.line(ConfigKeys.SSO_SESSION, portal.sessionName()));
        } else if (startUrl != null) {
            lines.add(ConfigEntry.line(ConfigKeys.SSO_START_URL, startUrl));
            lines.add(ConfigEntry.line(ConfigKeys.SSO_REGION, portal.region()));
        }
        lines.add(ConfigEntry.line(
                ConfigKeys.SSO_ACCOUNT_ID, assignment.account().id().digits()));
        lines.add(ConfigEntry.line(ConfigKeys.SSO_ROLE_NAME, assignment.role().roleName()));
        return lines;
    }

    /** The profile with what these rules give it; no region when no rule speaks of it. */
    ConfigEntry profile(String name, Assignment assignment) {
        List<String> lines = roleLines(assignment);
        regions.of(assignment).ifPresent(region -> lines.add(ConfigEntry.line(ConfigKeys.REGION, region)));
        addProcess(lines, name, assignment.role());
        return new ConfigEntry(SectionName.of(SectionName.Kind.PROFILE, name), lines);
    }

    /** The profile as {@code dumpconfig} prints it: where no rule speaks, the portal's region, commented out. */
    ConfigEntry dumped(String name, Assignment assignment) {
        List<String> lines = roleLines(assignment);
        lines.add(regions.of(assignment)
                .map(region -> ConfigEntry.line(ConfigKeys.REGION, region))
                .orElse("#" + ConfigEntry.line(ConfigKeys.REGION, portal.region())));
        addProcess(lines, name, assignment.role());
        return new ConfigEntry(SectionName.of(SectionName.Kind.PROFILE, name), lines);
    }

    private void addProcess(List<String> lines, String name, RoleRef role) {
        if (program != null) {
            process(program, name, role, portal.sessionName())
                    .ifPresent(value -> lines.add(ConfigEntry.line(ConfigKeys.CREDENTIAL_PROCESS, value)));
        }
    }

    /** The options that say the same, but for the portal. */
    String options() {
        return (style == Style.LEGACY ? " --legacy" : "")
                + regions.options()
                + (program == null ? "" : PROGRAM_OPTION + program);
    }

    /** Rules for the same portal by the options that {@link #options} told; empty when they cannot be read. */
    Optional<ProfileRules> withOptions(String options) {
        int at = options.indexOf(PROGRAM_OPTION);
        String rest = at < 0 ? options : options.substring(0, at);
        String path = at < 0 ? null : options.substring(at + PROGRAM_OPTION.length());
        Style told = Style.SESSION;
        String region = null;
        String map = null;
        for (String option : rest.strip().split(" ?--", -1)) {
            int blank = option.indexOf(' ');
            String value = option.substring(blank + 1);
            switch (blank < 0 ? option : option.substring(0, blank)) {
                case "" -> {}
                case "legacy" -> told = Style.LEGACY;
                case "region" -> region = value;
                case "region-map" -> map = value;
                default -> {
                    return Optional.empty();
                }
            }
        }
        try {
            return Optional.of(new ProfileRules(portal, told, RegionRules.parse(region, map), path));
        } catch (Problem.Usage e) {
            return Optional.empty();
        }
    }

    /**
     * The {@code credential_process} value of a profile: by its name, or where the name has a {@code %} by its role;
     * empty when neither can be an argument.
     */
    static Optional<String> process(String program, String name, @Nullable RoleRef role, String session) {
        String path = program.indexOf(' ') < 0 ? program : "\"" + program + "\"";
        if (isPlainArgument(name)) {
            return Optional.of(path + " credential-process --profile " + name);
        }
        return Optional.ofNullable(role)
                .filter(known -> isPlainArgument(known.roleName()) && isPlainArgument(session))
                .map(known -> path + " credential-process --sso-session " + session + " --account-id " + known.account()
                        + " --role-name " + known.roleName());
    }

    private static boolean isPlainArgument(String text) {
        return text.chars().allMatch(c -> (ConfigValue.isSafe(c) && c != '%') || c == '=');
    }

    /**
     * Refuses a path that some SDK would not call as it is meant; returns the path.
     *
     * @throws Problem.Usage when it is one
     */
    static String checkedProgram(String path) {
        if (!isPlainPath(path)) {
            throw new Problem.Usage(
                    "cannot write the path of this program as a credential_process",
                    "it is not absolute, or contains characters that SDKs split or expand; use --program with another path, which may be a link",
                    null);
        }
        return path;
    }

    // AWS docs: arguments with other characters are split or expanded, by shlex in botocore, by a shell elsewhere.
    private static boolean isPlainPath(String path) {
        return path.startsWith("/") && isPlainArgument(path.replace(" ", ""));
    }
}
