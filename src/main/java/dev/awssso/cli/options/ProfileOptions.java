package dev.awssso.cli.options;

import dev.awssso.cli.Toolbox;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.ProfileRules;
import dev.awssso.profiles.RegionRules;
import dev.awssso.profiles.RoleFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about generated profiles: which, how they are named, and what they say. */
public final class ProfileOptions {

    @Option(names = "--region", paramLabel = "REGION", description = "The region of every profile.")
    private @Nullable String region;

    @Option(
            names = "--region-map",
            paramLabel = "ACCOUNT=REGION,...",
            description = "Regions for single accounts (id or name), or for one role: ACCOUNT/ROLE=REGION.")
    private @Nullable String regionMap;

    @Option(
            names = "--name-template",
            paramLabel = "TEMPLATE",
            description = "The template of the profile names; its fields are {account}, {account_id} and {role}."
                    + " Default: {account}-{role}")
    private @Nullable String nameTemplate;

    @Option(
            names = "--credential-process",
            description = "Add a credential_process line, for tools that do not support Identity Center.")
    private boolean credentialProcess;

    @Option(
            names = "--program",
            paramLabel = "PATH",
            description = "The program for the credential_process line. Default: this program.")
    private @Nullable String program;

    @Option(
            names = {"--account-id", "--account", "-a", "-A"},
            paramLabel = "ID|NAME",
            description = "Only roles in this account; * matches any text. May be repeated.")
    private final List<String> accounts = new ArrayList<>();

    @Option(
            names = {"--role-name", "--role", "-r", "-R"},
            paramLabel = "NAME",
            description = "Only roles with this name; * matches any text. May be repeated.")
    private final List<String> roles = new ArrayList<>();

    @Option(
            names = "--legacy",
            description = "Write start URL and region into each profile, for SDKs that do not support sso-session.")
    private boolean legacy;

    @Option(
            names = "--sso-registration-scopes",
            paramLabel = "SCOPE,...",
            description = "Write sso_registration_scopes into the sso-session.")
    private @Nullable String scopes;

    /** How profiles are named. */
    public NameTemplate template(Toolbox toolbox) {
        return nameTemplate == null ? toolbox.settings().nameTemplate() : NameTemplate.parse(nameTemplate);
    }

    /** Which regions profiles get. */
    public RegionRules regions(Toolbox toolbox) {
        RegionRules given = RegionRules.parse(region, regionMap);
        new RegionCheck(toolbox).warnUnknown(given.all());
        return regionMap == null
                ? new RegionRules(given.general(), toolbox.settings().regions().special())
                : given;
    }

    /** The scopes to write; an empty list for none. */
    public List<String> scopes() {
        return scopes == null
                ? List.of()
                : Arrays.stream(scopes.split(",", -1))
                        .map(String::strip)
                        .filter(scope -> !scope.isEmpty())
                        .toList();
    }

    /** Which roles are meant. */
    public RoleFilter filter() {
        return new RoleFilter(accounts, roles);
    }

    /** What a profile looks like. */
    public ProfileRules rules(Portal portal, RegionRules regions, Toolbox toolbox) {
        return new ProfileRules(
                portal,
                legacy ? ProfileRules.Style.LEGACY : ProfileRules.Style.SESSION,
                regions,
                credentialProcess ? program(toolbox) : null);
    }

    private String program(Toolbox toolbox) {
        return program == null ? toolbox.program().toString() : program;
    }
}
