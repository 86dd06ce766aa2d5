package dev.awssso.roles;

import dev.awssso.signin.Instance;
import org.jspecify.annotations.Nullable;

/**
 * The role a command works with.
 *
 * @param instance where the person signs in for it
 * @param role account and role name
 * @param profile the profile's name, where a profile named the role or was named with it
 */
public record RoleSelection(Instance instance, RoleRef role, @Nullable String profile) {}
