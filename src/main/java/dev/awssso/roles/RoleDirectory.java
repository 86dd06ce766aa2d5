package dev.awssso.roles;

import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import java.util.List;

/**
 * The portal's lists of what a person may use: complete, or a {@link dev.awssso.problem.Problem}, never a part.
 * Implementations keep the portal's pace.
 */
public interface RoleDirectory {

    /** All accounts, in the portal's order. */
    List<Account> accounts(Instance instance, AccessToken token);

    /** All roles of one account, in the portal's order. */
    List<RoleRef> roles(Instance instance, AccessToken token, AccountId account);
}
