package dev.awssso.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account of the organisation, and the roles that the person is assigned in it.
 *
 * @param id twelve digits
 * @param name any text, as hostile as wanted; null or empty: the portal tells none
 * @param email of the root user; null: the portal tells none
 * @param roles the names of the assigned permission sets, in the portal's order
 */
public record SandboxAccount(String id, @Nullable String name, @Nullable String email, List<String> roles) {

    public SandboxAccount {
        if (!id.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("an account id must have 12 digits");
        }
        roles = List.copyOf(roles);
    }

    SandboxAccount roles(List<String> other) {
        return new SandboxAccount(id, name, email, other);
    }
}
