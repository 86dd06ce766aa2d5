package dev.awssso.roles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The profile names that roles would have in a generated config file; {@code profiles} knows the rules. */
@FunctionalInterface
public interface ProfileNaming {

    /** Each role by the name of its profile; the names depend on all of them, since no two may be equal. */
    Map<String, RoleRef> names(List<AccountRoles> all);

    /** The same by role: the name of its profile. */
    default Map<RoleRef, String> profiles(List<AccountRoles> all) {
        Map<RoleRef, String> profiles = new HashMap<>();
        names(all).forEach((profile, role) -> profiles.put(role, profile));
        return profiles;
    }
}
