package dev.awssso.profiles;

import dev.awssso.roles.RoleRef;
import dev.awssso.signin.Instance;

/**
 * What a profile of Identity Center stands for.
 *
 * @param instance where to sign in
 * @param role the role to use
 */
public record SsoProfile(Instance instance, RoleRef role) {}
