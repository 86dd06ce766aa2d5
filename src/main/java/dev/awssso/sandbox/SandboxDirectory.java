package dev.awssso.sandbox;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The organisation that a sandbox starts with.
 *
 * @param users the people who can sign in; the first is the one who does where nobody says who
 * @param accounts in the portal's order; their {@link SandboxAccount#roles} are given to the first person
 * @param permissionSets those that have a session length of their own; others need not be listed
 * @param assignments who has which permission set where
 * @param iamRoles what AssumeRole can be asked for
 * @param portalSession how long a refresh token works, counted from the sign-in; null: as the sandbox behaves
 */
public record SandboxDirectory(
        List<SandboxUser> users,
        List<SandboxAccount> accounts,
        List<PermissionSet> permissionSets,
        List<Assignment> assignments,
        List<IamRole> iamRoles,
        @Nullable Duration portalSession) {

    public SandboxDirectory {
        users = List.copyOf(users);
        accounts = List.copyOf(accounts);
        permissionSets = List.copyOf(permissionSets);
        assignments = List.copyOf(assignments);
        iamRoles = List.copyOf(iamRoles);
    }

    /** One with these people and accounts, and nothing assigned but the accounts' roles to the first person. */
    public static SandboxDirectory of(List<SandboxUser> users, List<SandboxAccount> accounts) {
        return new SandboxDirectory(users, accounts, List.of(), List.of(), List.of(), null);
    }

    /** The names of the people. */
    public List<String> userNames() {
        return users.stream().map(SandboxUser::name).toList();
    }

    public SandboxDirectory assignments(List<Assignment> other) {
        return new SandboxDirectory(users, accounts, permissionSets, other, iamRoles, portalSession);
    }

    public SandboxDirectory permissionSets(List<PermissionSet> other) {
        return new SandboxDirectory(users, accounts, other, assignments, iamRoles, portalSession);
    }

    public SandboxDirectory iamRoles(List<IamRole> other) {
        return new SandboxDirectory(users, accounts, permissionSets, assignments, other, portalSession);
    }
}
