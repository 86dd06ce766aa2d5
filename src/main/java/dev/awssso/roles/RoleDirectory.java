package dev.awssso.roles;

import dev.awssso.signin.Instance;
import dev.awssso.signin.TokenSource;
import java.util.List;

/**
 * The portal's lists of what a person may use: complete, or a {@link dev.awssso.problem.Problem}, never a part.
 * Implementations keep the portal's pace, and take another token from the source when the portal does not accept the
 * first although its time is not over.
 */
public interface RoleDirectory {

    /** All accounts, in the portal's order. */
    List<Account> accounts(Instance instance, TokenSource tokens);

    /** All roles of one account, in the portal's order. */
    List<RoleRef> roles(Instance instance, TokenSource tokens, AccountId account);

    /**
     * All accounts with all their roles, in the portal's order. Thousands of accounts take minutes; a token that ends
     * meanwhile is renewed and the listing continues where it was.
     */
    List<AccountRoles> everything(Instance instance, TokenSource tokens, ListingProgress progress);
}
