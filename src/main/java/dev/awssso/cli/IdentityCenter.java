package dev.awssso.cli;

import dev.awssso.console.SigninTokens;
import dev.awssso.credentials.LoginSessions;
import dev.awssso.credentials.RoleVendor;
import dev.awssso.credentials.SecurityTokenService;
import dev.awssso.roles.ConfiguredRoles;
import dev.awssso.roles.RoleCacheCleaner;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleFinder;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.InstanceResolver;
import dev.awssso.signin.PortalCheck;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignOut;
import java.net.URI;
import java.util.Optional;

/** Everything about signing in and the roles behind it, each part built when it is first asked for. */
public interface IdentityCenter {

    /** Finds the instance a person means. */
    InstanceResolver instances();

    /** From an instance to an access token. */
    SignIn signIn();

    /** Asks the portal whether it accepts a token. */
    PortalCheck portalCheck();

    /** The way back. */
    SignOut signOut();

    /** What the person may use. */
    RoleCatalog catalog();

    /** Finds the role a person means. */
    RoleFinder roles();

    /** The sessions that lie in the shared cache. */
    CachedSessions sessions();

    /** The roles that profiles stand for. */
    ConfiguredRoles configuredRoles();

    /** The keys of roles that other tools keep. */
    RoleCacheCleaner roleCache();

    /** Gives the keys of a role. */
    RoleVendor vendor();

    /** Turns keys into other keys. */
    SecurityTokenService sts();

    /** The sign-ins of {@code aws login}. */
    LoginSessions loginSessions();

    /** Turns keys into a token that opens the web console. */
    SigninTokens signinTokens();

    /** The configured endpoint in place of the console's own sign-in host. */
    Optional<URI> signinEndpoint();
}
