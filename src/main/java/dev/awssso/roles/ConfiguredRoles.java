package dev.awssso.roles;

import java.util.List;
import java.util.Optional;

/** The roles that profiles of the config files stand for; {@code profiles} reads them. */
public interface ConfiguredRoles {

    /**
     * The role of a profile with {@code sso_account_id} and {@code sso_role_name}, with its instance from the
     * {@code sso_session} or from the profile itself.
     *
     * @return empty when there is no such profile, or when its credentials come from somewhere else
     * @throws dev.awssso.problem.Problem.LocalFile when the profile's keys are contradictory or missing
     */
    Optional<RoleSelection> role(String profile);

    /** The roles of all such profiles; those with contradictory or missing keys are left out. */
    List<RoleSelection> all();

    /** True when the config files have a profile of this name, of whatever kind. */
    boolean exists(String profile);
}
