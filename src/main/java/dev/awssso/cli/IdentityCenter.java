package dev.awssso.cli;

import dev.awssso.credentials.RoleVendor;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleFinder;
import dev.awssso.signin.InstanceResolver;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignOut;

/** Everything about signing in and the roles behind it, each part built when it is first asked for. */
public interface IdentityCenter {

    /** Finds the instance a person means. */
    InstanceResolver instances();

    /** From an instance to an access token. */
    SignIn signIn();

    /** The way back. */
    SignOut signOut();

    /** What the person may use. */
    RoleCatalog catalog();

    /** Finds the role a person means. */
    RoleFinder roles();

    /** Gives the keys of a role. */
    RoleVendor vendor();
}
