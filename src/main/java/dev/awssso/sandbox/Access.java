package dev.awssso.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What somebody sees in the portal: the accounts with at least one role, in the directory's order. Immutable. */
final class Access {

    private final List<SandboxAccount> accounts;
    private final Map<String, SandboxAccount> byId;

    private Access(List<SandboxAccount> accounts) {
        this.accounts = List.copyOf(accounts);
        this.byId = new HashMap<>(accounts.size() * 2);
        accounts.forEach(account -> byId.put(account.id(), account));
    }

    /**
     * The union of some assignments.
     *
     * @param all the accounts of the directory
     * @param assigned the role names by account, for the person and for each of the person's groups
     */
    static Access of(Collection<SandboxAccount> all, List<Map<String, List<String>>> assigned) {
        List<SandboxAccount> visible = new ArrayList<>();
        for (SandboxAccount account : all) {
            List<String> roles = roles(account.id(), assigned);
            if (!roles.isEmpty()) {
                visible.add(account.roles(roles));
            }
        }
        return new Access(visible);
    }

    private static List<String> roles(String account, List<Map<String, List<String>>> assigned) {
        if (assigned.size() == 1) {
            return assigned.get(0).getOrDefault(account, List.of());
        }
        Set<String> union = new LinkedHashSet<>();
        assigned.forEach(roles -> union.addAll(roles.getOrDefault(account, List.of())));
        return List.copyOf(union);
    }

    List<SandboxAccount> accounts() {
        return accounts;
    }

    /** The account with this id, when there is a role in it. */
    Optional<SandboxAccount> account(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether this is a role of that account. */
    boolean has(String account, String role) {
        SandboxAccount known = byId.get(account);
        return known != null && known.roles().contains(role);
    }
}
