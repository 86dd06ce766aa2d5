package dev.awssso.credentials;

import dev.awssso.roles.RoleRef;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;

/** The portal's GetRoleCredentials: one call, no retry after a refusal. */
public interface RoleVendor {

    /**
     * Credentials of a role for the signed-in person.
     *
     * @throws dev.awssso.problem.Problem.Refused when the role is not assigned (403)
     * @throws dev.awssso.problem.Problem.SignIn when the portal does not take the token (401)
     */
    RoleCredentials credentials(Instance instance, AccessToken token, RoleRef role);
}
