package dev.awssso.roles;

import org.jspecify.annotations.Nullable;

/**
 * How a person named a role on the command line: by account and role name, by a profile, or by all of them, when the
 * profile gives the name and the instance. What is null was not given; account and role name come as a pair.
 *
 * @param account the account
 * @param roleName the permission set's name
 * @param profile the profile
 */
public record RoleRequest(@Nullable AccountSpec account, @Nullable String roleName, @Nullable String profile) {

    public RoleRequest {
        if ((account == null) != (roleName == null)) {
            throw new IllegalArgumentException("an account without a role, or a role without an account");
        }
    }

    /** True when the command line named no role in any way. */
    public boolean isEmpty() {
        return account == null && profile == null;
    }

    /** True when account and role name were given. */
    public boolean explicit() {
        return account != null;
    }
}
