package dev.awssso.cli.options;

import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a role; a {@link RoleRequest} comes out. */
public final class RoleOptions {

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

    @Option(
            names = "--arn",
            paramLabel = "ARN",
            description = "Account and role as one ARN: arn:aws:iam::111111111111:role/NAME.")
    private @Nullable String arn;

    @Option(
            names = {"--profile", "-p"},
            paramLabel = "PROFILE",
            description = "A profile of ~/.aws/config, or a name that the name template gives.")
    private @Nullable String profile;

    /**
     * What was given: an account and role, or a profile.
     *
     * @throws Problem.Usage for both at once, for half a pair, naming the other half, and for values that cannot be
     */
    public RoleRequest request() {
        RoleRequest request = requestForSlot();
        if (request.explicit() && profile != null) {
            throw new Problem.Usage(
                    "--profile cannot be used together with "
                            + (arn == null ? "--account-id and --role-name" : "--arn"),
                    "a profile already names an account and role",
                    null);
        }
        return request;
    }

    /**
     * What was given, for a command that puts a role into a slot: beside an account and role the profile names the slot.
     *
     * @throws Problem.Usage for half a pair, naming the other half, and for values that cannot be
     */
    public RoleRequest requestForSlot() {
        refuseEmpty("--profile", profile);
        if (arn != null) {
            return ofArn(arn);
        }
        if (account == null && roleName == null) {
            return new RoleRequest(null, null, profile);
        }
        if (account == null) {
            throw new Problem.Usage("--account-id is required with --role-name", null, null);
        }
        if (roleName == null) {
            throw new Problem.Usage("--role-name is required with --account-id", null, null);
        }
        return new RoleRequest(AccountSpec.parse(account), checkedRoleName(roleName), profile);
    }

    /** The value of {@code --profile}. */
    public Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    private RoleRequest ofArn(String text) {
        if (account != null || roleName != null) {
            throw new Problem.Usage("--arn cannot be used together with --account-id and --role-name", null, null);
        }
        RoleArn role = RoleArn.parse(text)
                .orElseThrow(() -> new Problem.Usage(
                        "invalid --arn: it is not the ARN of a role",
                        "it must be like arn:aws:iam::111111111111:role/NAME",
                        null));
        return new RoleRequest(new AccountSpec.ById(role.account(), false), permissionSet(role), profile);
    }

    // What Identity Center puts into an account: AWSReservedSSO_<permission set>_<16 hex digits>.
    private static String permissionSet(RoleArn role) {
        String prefix = "AWSReservedSSO_";
        int end = role.name().lastIndexOf('_');
        boolean reserved = role.path().startsWith("aws-reserved/sso.amazonaws.com/")
                && role.name().startsWith(prefix)
                && end > prefix.length();
        return reserved ? role.name().substring(prefix.length(), end) : role.name();
    }

    private static String checkedRoleName(String name) {
        refuseEmpty("--role-name", name);
        if (!name.matches("[A-Za-z0-9_+=,.@-]{1,64}")) {
            throw new Problem.Usage("invalid --role-name", "use 1 to 64 letters, digits and _+=,.@-", null);
        }
        return name;
    }

    private static void refuseEmpty(String option, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new Problem.Usage(option + " is empty", null, null);
        }
    }
}
