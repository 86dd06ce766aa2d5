package dev.awssso.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has which permission sets where. Guarded by its {@link Directory}. */
final class Assignments {

    private final Map<Assignment.Holder, Map<String, List<String>>> byHolder = new HashMap<>();

    void add(Assignment assignment) {
        Map<String, List<String>> mine = byHolder.computeIfAbsent(assignment.principal(), any -> new HashMap<>());
        List<String> old = mine.getOrDefault(assignment.account(), List.of());
        if (old.contains(assignment.permissionSet())) {
            return;
        }
        List<String> more = new ArrayList<>(old);
        more.add(assignment.permissionSet());
        mine.put(assignment.account(), List.copyOf(more));
    }

    /** False when there was none. */
    boolean remove(Assignment assignment) {
        Map<String, List<String>> mine = byHolder.getOrDefault(assignment.principal(), Map.of());
        List<String> old = mine.getOrDefault(assignment.account(), List.of());
        if (!old.contains(assignment.permissionSet())) {
            return false;
        }
        mine.put(
                assignment.account(),
                old.stream()
                        .filter(name -> !name.equals(assignment.permissionSet()))
                        .toList());
        return true;
    }

    /** Exactly these permission sets in this account. */
    void set(Assignment.Holder principal, String account, List<String> permissionSets) {
        byHolder.computeIfAbsent(principal, any -> new HashMap<>()).put(account, List.copyOf(permissionSets));
    }

    /** Gives one the assignments of another. */
    void copy(Assignment.Holder from, Assignment.Holder to) {
        byHolder.put(to, new HashMap<>(of(from)));
    }

    void clear() {
        byHolder.clear();
    }

    void removeHolder(Assignment.Holder principal) {
        byHolder.remove(principal);
    }

    void removeAccount(String account) {
        byHolder.values().forEach(mine -> mine.remove(account));
    }

    boolean knows(Assignment.Holder principal) {
        return byHolder.containsKey(principal);
    }

    Map<String, List<String>> of(Assignment.Holder principal) {
        return byHolder.getOrDefault(principal, Map.of());
    }

    /** All of them; in no particular order. */
    List<Assignment> all() {
        List<Assignment> all = new ArrayList<>();
        byHolder.forEach((holder, mine) ->
                mine.forEach((account, sets) -> sets.forEach(set -> all.add(new Assignment(holder, account, set)))));
        return all;
    }
}
