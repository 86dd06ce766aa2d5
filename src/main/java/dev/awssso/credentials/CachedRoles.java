package dev.awssso.credentials;

import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.TokenSource;

/** The roles of a sign-in, whose credentials are looked for in the shared cache first. */
public final class CachedRoles implements IdentityCenterRoles {

    private final IdentityCenterRoles roles;
    private final RoleCredentialCache cache;

    public CachedRoles(IdentityCenterRoles roles, RoleCredentialCache cache) {
        this.roles = roles;
        this.cache = cache;
    }

    @Override
    public CredentialSource source(RoleSelection selection) {
        return cache.before(selection, roles.source(selection));
    }

    @Override
    public RoleSelection select(RoleRequest request) {
        return roles.select(request);
    }

    @Override
    public TokenSource tokens(RoleSelection selection) {
        return roles.tokens(selection);
    }

    @Override
    public TokenSource tokensLater(RoleSelection selection, TokenSource first) {
        return roles.tokensLater(selection, first);
    }

    @Override
    public RoleVendor vendor() {
        return roles.vendor();
    }
}
