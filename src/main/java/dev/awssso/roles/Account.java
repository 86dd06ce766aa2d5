package dev.awssso.roles;

import org.jspecify.annotations.Nullable;

/**
 * An account that the signed-in person may enter.
 *
 * @param id its id
 * @param name its name as the portal tells it, the id's digits when it has none; text from outside, strip before
 *     printing
 * @param email the address of its root user, where the portal tells it
 */
public record Account(AccountId id, String name, @Nullable String email) {}
