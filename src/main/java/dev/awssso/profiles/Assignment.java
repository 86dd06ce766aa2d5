package dev.awssso.profiles;

import dev.awssso.roles.Account;
import dev.awssso.roles.RoleRef;

/**
 * One role that the signed-in person may use, with what the portal says about its account.
 *
 * @param account the account
 * @param role the role in that account
 */
public record Assignment(Account account, RoleRef role) {

    public Assignment {
        if (!account.id().equals(role.account())) {
            throw new IllegalArgumentException("the role is in another account");
        }
    }
}
