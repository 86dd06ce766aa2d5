package dev.awssso.aws;

import dev.awssso.credentials.RoleVendor;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleDirectory;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.PortalCheck;
import dev.awssso.signin.SessionEnd;
import java.time.InstantSource;

/** Everything that is asked of the portal; all of it shares one pace. */
public final class PortalPorts implements SessionEnd, PortalCheck {

    private final Portal portal;
    private final SsoRoleDirectory directory;

    public PortalPorts(AwsClients clients, InstantSource clock, Sleeper sleeper) {
        this.portal = new Portal(clients, clock, sleeper);
        this.directory = new SsoRoleDirectory(portal);
    }

    /** ListAccounts and ListAccountRoles. */
    public RoleDirectory directory() {
        return directory;
    }

    /** GetRoleCredentials. */
    public RoleVendor vendor() {
        return new SsoRoleVendor(portal, directory);
    }

    @Override
    public void check(Instance instance, AccessToken token) {
        directory.check(instance, token);
    }

    @Override
    public void logout(Instance instance, AccessToken token) {
        try {
            portal.call(
                    token.at(instance),
                    client ->
                            client.logout(call -> call.accessToken(token.value().reveal())));
        } catch (Problem.SignIn over) {
            // 401: signed out already.
        }
    }
}
