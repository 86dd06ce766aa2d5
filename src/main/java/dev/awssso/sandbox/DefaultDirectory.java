package dev.awssso.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The organisation a sandbox starts with: the accounts of the documents, then numbered ones, and IAM roles of every
 * kind.
 */
final class DefaultDirectory {

    /** What {@code ExternalIdRole} asks for. */
    static final String EXTERNAL_ID = "sandbox-external-id";

    private static final List<SandboxAccount> DOCUMENTED = List.of(
            new SandboxAccount(
                    "111111111111",
                    "my-acct-1",
                    "my-acct-1@example.com",
                    List.of(
                            "AdministratorAccess",
                            "PowerUserAccess",
                            "ReadOnlyAccess",
                            "SSO_SourceRole",
                            "SSO_TargetRole")),
            new SandboxAccount(
                    "222222222222",
                    "my-acct-2",
                    "my-acct-2@example.com",
                    List.of("AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess")),
            new SandboxAccount("123456789012", "my-acct-3", "my-acct-3@example.com", List.of("Developer")));

    private static final List<String> ROLES =
            List.of("AdministratorAccess", "Developer", "PowerUserAccess", "ReadOnlyAccess");

    private DefaultDirectory() {}

    static SandboxDirectory of(SandboxOptions options) {
        List<SandboxAccount> accounts =
                new ArrayList<>(DOCUMENTED.stream().limit(options.accounts()).toList());
        List<String> names = roleNames(options.rolesPerAccount());
        for (int number = DOCUMENTED.size() + 1; number <= options.accounts(); number++) {
            String name = String.format(Locale.ROOT, "account-%04d", number);
            String id = String.format(Locale.ROOT, "3%011d", number);
            accounts.add(new SandboxAccount(id, name, name + "@example.com", names));
        }
        List<IamRole> roles = new ArrayList<>();
        for (String account : List.of("111111111111", "222222222222", "123456789012")) {
            roles.addAll(iamRoles(account));
        }
        return SandboxDirectory.of(List.of(SandboxUser.named(options.user())), accounts)
                .iamRoles(roles);
    }

    private static List<String> roleNames(int count) {
        List<String> names = new ArrayList<>(ROLES.subList(0, Math.min(count, ROLES.size())));
        for (int number = names.size() + 1; number <= count; number++) {
            names.add(String.format(Locale.ROOT, "Role-%02d", number));
        }
        return names;
    }

    private static List<IamRole> iamRoles(String account) {
        List<IamRole> roles = new ArrayList<>();
        for (String name :
                List.of("TargetRole", "OperatorRole", "IntermediateRole", "Hop1", "Hop2", "Hop3", "Hop4", "Hop5")) {
            roles.add(IamRole.open(account, "", name));
        }
        roles.add(IamRole.open(account, "team/dev/", "PathRole"));
        roles.add(IamRole.open(account, "", "LongRole").longest(Duration.ofHours(12)));
        roles.add(IamRole.open(account, "", "ExternalIdRole").externalId(EXTERNAL_ID));
        roles.add(IamRole.open(account, "", "MfaRole").trust(IamRole.Trust.ORGANISATION_WITH_MFA));
        roles.add(IamRole.open(account, "", "WebIdentityRole").trust(IamRole.Trust.WEB_IDENTITY));
        roles.add(IamRole.open(account, "", "DeniedRole").trust(IamRole.Trust.NOBODY));
        return roles;
    }
}
