package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleFinder;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;

/** The roles of the person who is signed in, or signs in for this command. */
public final class SignedInRoles implements IdentityCenterRoles {

    /**
     * How this command line means Identity Center.
     *
     * @param instance the instance it names
     * @param wish how it wants to come to its token
     */
    public record Request(InstanceRequest instance, SignInWish wish) {}

    private final RoleFinder roles;
    private final SignIn signIn;
    private final RoleVendor vendor;
    private final Request request;

    public SignedInRoles(RoleFinder roles, SignIn signIn, RoleVendor vendor, Request request) {
        this.roles = roles;
        this.signIn = signIn;
        this.vendor = vendor;
        this.request = request;
    }

    @Override
    public RoleSelection select(RoleRequest role) {
        return roles.find(role, request.instance(), request.wish())
                .orElseThrow(() ->
                        new Problem.Usage("no role is given", "use --profile, or --account-id and --role-name", null));
    }

    @Override
    public TokenSource tokens(RoleSelection selection) {
        return signIn.tokens(selection.instance(), request.wish());
    }

    // A token that was passed in, or that is in no file, cannot be had another way; it refreshes without a person.
    @Override
    public TokenSource tokensLater(RoleSelection selection, TokenSource first) {
        boolean onlyThere = request.wish().given() != null || request.wish().stateless();
        return onlyThere ? first : signIn.tokens(selection.instance(), SignInWish.unattended());
    }

    @Override
    public RoleVendor vendor() {
        return vendor;
    }
}
