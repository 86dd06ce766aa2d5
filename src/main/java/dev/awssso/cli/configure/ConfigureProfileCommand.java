package dev.awssso.cli.configure;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.RegionCheck;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.ProfileEdit;
import dev.awssso.profiles.ProfileRules;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code configure profile}: one profile of the config file, with no call to AWS unless an account name needs one. */
@CommandLine.Command(
        description = "Create or change one profile of ~/.aws/config. Other settings are unchanged.",
        footer = {
            "",
            "Example: aws-sso configure profile dev --account-id 123456789012 --role-name Developer"
                    + " --region eu-west-1"
        })
public final class ConfigureProfileCommand implements Command {

    @Parameters(paramLabel = "NAME", description = "The profile name; default for the default profile.")
    private String name = "";

    @Mixin
    private final InstanceOptions instanceOptions = new InstanceOptions();

    @Option(
            names = {"--account-id", "--account", "--sso-acct-id", "-a", "-A"},
            paramLabel = "ID|NAME",
            description = "The AWS account: its 12-digit id, or its name if the name is unique.")
    private @Nullable String account;

    @Option(
            names = {"--role-name", "--role", "--sso-role-name", "-r", "-R"},
            paramLabel = "NAME",
            description = "The role name in IAM Identity Center (the permission set).")
    private @Nullable String roleName;

    @Option(names = "--region", paramLabel = "REGION", description = "The region of the profile.")
    private @Nullable String region;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "The output format of the AWS CLI for this profile.")
    private @Nullable String output;

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
            names = "--legacy",
            description = "Write start URL and region into the profile, for SDKs that do not support sso-session.")
    private boolean legacy;

    @Option(names = "--dry-run", description = "Show the changes without writing them.")
    private boolean dryRun;

    private final Toolbox toolbox;

    public ConfigureProfileCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        if (region != null) {
            new RegionCheck(toolbox).check("--region", region);
        }
        Instance instance = keepsItsInstance() ? null : instance();
        ProfileEdit.Wish wish = wish(instance);
        ProfileEdit edit = new ProfileEdit(wish);
        ConfigStore store = new ConfigStore(toolbox.environment(), toolbox.sleeper());
        ChangeReport report = new ChangeReport(toolbox.terminal());
        if (dryRun) {
            report.wouldBe(edit.preview(store));
        } else {
            report.done(edit.write(store));
            if (instance != null && wish.portal() != null && wish.style() == ProfileRules.Style.SESSION) {
                new InstancePortal(toolbox).share(instance, wish.portal());
            }
        }
        return ExitCode.DONE.code();
    }

    private ProfileEdit.Wish wish(@Nullable Instance instance) {
        if ((account == null) != (roleName == null)) {
            String missing = account == null ? "--account-id" : "--role-name";
            throw new Problem.Usage(
                    missing + " is required with " + (account == null ? "--role-name" : "--account-id"), null, null);
        }
        Portal portal = instance == null
                ? null
                : new InstancePortal(toolbox).portal(instanceOptions.sessionName(), instance, List.of());
        return new ProfileEdit.Wish(
                name,
                portal,
                legacy ? ProfileRules.Style.LEGACY : ProfileRules.Style.SESSION,
                account == null || roleName == null ? null : role(account, roleName, instance),
                region,
                output,
                credentialProcess ? program() : null);
    }

    private String program() {
        return program == null ? toolbox.program().toString() : program;
    }

    // A profile that names an instance stays with it unless the command line says otherwise.
    private boolean keepsItsInstance() {
        return instanceOptions.request().isEmpty()
                && toolbox.profiles()
                        .profile(name)
                        .filter(profile -> account == null || profile.namesInstance())
                        .isPresent();
    }

    private Instance instance() {
        return new InstancePortal(toolbox).instance(instanceOptions, signInWish());
    }

    private SignInWish signInWish() {
        return instanceOptions.wish(toolbox.environment(), toolbox.terminal());
    }

    private AccountId noted(AccountSpec.ById account) {
        if (account.padded()) {
            toolbox.terminal().note("account id completed with leading zeros: " + account.id());
        }
        return account.id();
    }

    private RoleRef role(String accountText, String role, @Nullable Instance known) {
        AccountSpec spec = AccountSpec.parse(accountText);
        // Only a name has to be looked up.
        Instance instance = known == null && spec instanceof AccountSpec.ByName ? instance() : known;
        AccountId id = spec instanceof AccountSpec.ById byId
                ? noted(byId)
                : toolbox.identityCenter().roles().account(spec, Objects.requireNonNull(instance), signInWish());
        try {
            return new RoleRef(id, role);
        } catch (IllegalArgumentException e) {
            throw new Problem.Usage("invalid --role-name", "use 1 to 64 letters, digits and _+=,.@-", null, e);
        }
    }
}
