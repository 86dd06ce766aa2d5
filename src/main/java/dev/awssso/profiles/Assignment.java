package dev.awssso.profiles;

import dev.awssso.roles.Account;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.RoleRef;
import java.util.List;

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

    /** The roles of a listing, in its order. */
    public static List<Assignment> of(List<AccountRoles> listing) {
        return listing.stream()
                .flatMap(item -> item.roles().stream().map(role -> new Assignment(item.account(), role)))
                .toList();
    }
}
