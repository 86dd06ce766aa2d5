package dev.awssso.profiles;

import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;

/** Short ways to write roles in tests. */
final class Assignments {

    private Assignments() {}

    static Assignment role(String id, String accountName, String roleName) {
        AccountId account = new AccountId(id);
        return new Assignment(new Account(account, accountName, null), new RoleRef(account, roleName));
    }
}
