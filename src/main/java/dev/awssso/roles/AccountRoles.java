package dev.awssso.roles;

import java.util.List;

/**
 * An account with the roles that the signed-in person may use there.
 *
 * @param account the account
 * @param roles its roles, in the portal's order
 */
public record AccountRoles(Account account, List<RoleRef> roles) {

    public AccountRoles {
        roles = List.copyOf(roles);
    }
}
