package dev.awssso.credentials;

import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.TokenSource;

/** Identity Center as this command line means it: which instance, which role, whose sign-in. */
public interface IdentityCenterRoles {

    /**
     * The role that options name, on the instance that options, variables or config files name.
     *
     * @throws dev.awssso.problem.Problem when instance, account or role cannot be told
     */
    RoleSelection select(RoleRequest request);

    /** Tokens for the role's instance, asking a person to sign in where that is allowed. */
    TokenSource tokens(RoleSelection selection);

    /** Tokens for the same work later on, when nobody may be asked any longer. */
    TokenSource tokensLater(RoleSelection selection, TokenSource first);

    /** The portal. */
    RoleVendor vendor();

    /** The credentials of a role, for whoever is signed in. */
    default CredentialSource source(RoleSelection selection) {
        return new IdentityCenterSource(this, selection);
    }
}
